import type { Answer } from "./listener.ts";

const PATH = "/_trainyard/health";

/** Answers `GET /_trainyard/health` without a signature and passes everything else on. */
export function withHealth(
  health: () => Promise<Readonly<Record<string, string>>>,
  answer: Answer,
): Answer {
  return async (head, request, context) => {
    if (head.method !== "GET" || head.path !== PATH) return answer(head, request, context);
    const body = JSON.stringify({ status: "ok", ...(await health()) });
    return { status: 200, headers: { "content-type": "application/json" }, body };
  };
}
