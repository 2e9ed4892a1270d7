import type { Answer } from "./listener.ts";

const PATH = "/_trainyard/health";

/** Answers `GET /_trainyard/health` without a signature and passes everything else on. */
export function withHealth(health: Readonly<Record<string, string>>, answer: Answer): Answer {
  const body = JSON.stringify({ status: "ok", ...health });
  return async (head, request, context) =>
    head.method === "GET" && head.path === PATH
      ? { status: 200, headers: { "content-type": "application/json" }, body }
      : answer(head, request, context);
}
