import type { IncomingMessage } from "node:http";
import type { RequestHead, WireResponse } from "../protocol/wire.ts";
import { DISK_FULL, isDiskFull } from "../state/disk-full.ts";
import { bucketOfHost } from "./host-guard.ts";
import type { Answer } from "./listener.ts";

/** Answers what is addressed to the image registry. */
export type Registry = (head: RequestHead, request: IncomingMessage) => Promise<WireResponse>;

/**
 * Hands `/v2/…` to the registry and passes everything else on. No bucket can be in the way: their
 * names have three characters at least.
 */
export function withRegistry(registry: Registry, hosts: readonly string[], answer: Answer): Answer {
  return async (head, request, context) => {
    const isMeant = head.path === "/v2" || head.path.startsWith("/v2/");
    const isBucket = bucketOfHost(head.headers["host"], hosts) !== undefined;
    if (!isMeant || isBucket) return answer(head, request, context);
    return registry(head, request).catch((error: unknown) => {
      if (isDiskFull(error)) return diskFull();
      throw error;
    });
  };
}

const diskFull = (): WireResponse => ({
  status: 500,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ errors: [{ code: "UNKNOWN", message: DISK_FULL }] }),
});
