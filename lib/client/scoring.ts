import { scoreChunkAnswer } from "@/lib/contracts/scoring";
import { api } from "./api-paths";
import { ApiError, sendBytes } from "./fetch";
import type { FileIndex } from "./scoring/index-file";
import type { ResultSource } from "./scoring/results";
import { type InvokeOutcome, Scoring } from "./scoring/scoring";
import { abortableWait } from "./upload/retry";

async function invoke(url: string, body: Blob, signal: AbortSignal): Promise<InvokeOutcome> {
  try {
    return { ok: true, answer: await sendBytes(url, body, scoreChunkAnswer, signal) };
  } catch (error) {
    if (!(error instanceof ApiError) || signal.aborted) throw error;
    return { ok: false, fault: { status: error.problem?.status ?? 0, message: error.message } };
  }
}

/** Scores an indexed file on an endpoint of the target. */
export const createScoring = (
  target: string,
  endpoint: string,
  index: FileIndex,
  source: ResultSource,
): Scoring =>
  new Scoring(index, source, {
    invoke: (body, header, signal) =>
      invoke(api.invocations(target, endpoint, { header }), body, signal),
    wait: abortableWait,
    now: () => performance.now(),
  });
