import "server-only";
import { randomUUID } from "node:crypto";
import { toTargetError } from "@/lib/aws/errors";
import type { Target } from "@/lib/aws/targets";
import type { Problem } from "@/lib/contracts/problem";
import { logFault } from "../log";
import { toProblem } from "../problem";

/** A piece of work that is told about. */
interface Told {
  /** Settles when the work does; a failure becomes the last line. */
  readonly done: Promise<unknown>;
  /** Ends the telling; called once. */
  readonly leave: () => void;
}

export interface About {
  readonly target: Target;
  readonly method: string;
  /** Of the request, for the dashboard's log. */
  readonly path: string;
}

const HEADERS = {
  "content-type": "application/x-ndjson",
  // Compressed, lines would be held back.
  "cache-control": "no-store, no-transform",
};

/**
 * An answer of JSON lines that come while something is under way. The last one is
 * `{"kind":"done"}` or `{"kind":"problem","problem":…}`.
 */
export function eventLines<T>(about: About, begin: (send: (event: T) => void) => Told): Response {
  const encoder = new TextEncoder();
  let told: Told | null = null;
  let left = false;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (event: unknown) =>
        controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`));
      const end = (last: () => unknown) => {
        if (left) return;
        send(last());
        controller.close();
        told?.leave();
      };
      told = begin(send);
      told.done.then(
        () => end(() => ({ kind: "done" })),
        (error: unknown) => end(() => ({ kind: "problem", problem: problemOf(about, error) })),
      );
    },
    cancel() {
      left = true;
      told?.leave();
    },
  });
  return new Response(body, { headers: HEADERS });
}

function problemOf(about: About, error: unknown): Problem {
  const requestId = randomUUID();
  const known = toTargetError(error, about.target);
  const problem = toProblem(known, requestId);
  if (problem.status >= 500) logFault(about, requestId, known);
  return problem;
}
