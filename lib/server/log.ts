import "server-only";
import type { AppError } from "@/lib/domain/app-error";

/**
 * Writes a failed request to the dashboard's log, one JSON line on stderr, found again by the
 * request id the page shows. Bodies and queries are left out: they hold people's data.
 */
export function logFault(
  request: { readonly method: string; readonly path: string },
  requestId: string,
  error: AppError,
): void {
  const { cause } = error;
  const line = {
    time: new Date().toISOString(),
    requestId,
    method: request.method,
    path: request.path,
    code: error.code,
    upstream: error.facts.upstream,
    cause: cause instanceof Error ? (cause.stack ?? cause.message) : undefined,
  };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
