import { invalidParameter } from "./faults.ts";

export interface PageRequest {
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
}

/** ECR's default. */
const DEFAULT_RESULTS = 100;

/**
 * One page of `items`, which are in order of their keys. The token is the last key of the page before,
 * so that what comes and goes meanwhile shifts nothing.
 */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  { nextToken, maxResults = DEFAULT_RESULTS }: PageRequest,
): { readonly page: readonly T[]; readonly nextToken?: string } {
  const after = nextToken === undefined ? undefined : decodeToken(nextToken);
  const rest = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  const page = rest.slice(0, maxResults);
  const last = page.at(-1);
  return last !== undefined && rest.length > page.length
    ? { page, nextToken: Buffer.from(JSON.stringify(keyOf(last))).toString("base64") }
    : { page };
}

function decodeToken(token: string): string {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, "base64").toString("utf8"));
    if (typeof value === "string") return value;
  } catch {
    // Told below.
  }
  throw invalidParameter(
    "Invalid parameter at 'nextToken' failed to satisfy constraint: 'must be a token of an earlier answer'",
  );
}
