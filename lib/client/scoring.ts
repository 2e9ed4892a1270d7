import type { InvokeType, ScoreChunkAnswer } from "@/lib/contracts/scoring";
import type { HeaderSetting } from "@/lib/domain/csv-header";
import { api } from "./api-paths";
import { sendBytes } from "./fetch";
import { faultOf } from "./scoring/faults";
import { RequestBodies, type RequestSource } from "./scoring/request-bodies";
import type { Results } from "./scoring/results";
import { type InvokeOutcome, Scoring } from "./scoring/scoring";
import { abortableWait } from "./upload/retry";

const scoreChunkAnswer = async () => (await import("@/lib/contracts/scoring")).scoreChunkAnswer;

export interface InvokeRequest {
  readonly body: Blob;
  readonly type?: InvokeType;
  /** Of text/csv; null leaves the content type without the parameter. */
  readonly header?: HeaderSetting | null;
}

/** One request to the model. @throws ApiError */
export const invokeEndpoint = (
  target: string,
  endpoint: string,
  { body, type, header }: InvokeRequest,
  signal: AbortSignal,
): Promise<ScoreChunkAnswer> => {
  const url = api.invocations(target, endpoint, { type, header: header ?? undefined });
  return sendBytes(url, body, scoreChunkAnswer, signal);
};

async function outcomeOf(answer: Promise<ScoreChunkAnswer>, signal: AbortSignal) {
  try {
    return { ok: true, answer: await answer } satisfies InvokeOutcome;
  } catch (error) {
    const fault = faultOf(error);
    if (!fault || signal.aborted) throw error;
    return { ok: false, fault } satisfies InvokeOutcome;
  }
}

/** The browser asks before the tab is closed or read anew while rows are being sent. */
function askBeforeLeaving(scoring: Scoring): () => void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  return () => {
    if (scoring.getState().phase === "scoring") window.addEventListener("beforeunload", ask);
    else window.removeEventListener("beforeunload", ask);
  };
}

/** Scores a file on an endpoint of the target. */
export const createScoring = (
  target: string,
  endpoint: string,
  results: Results,
  source: RequestSource,
): Scoring => {
  const scoring = new Scoring(results, new RequestBodies(source), {
    invoke: (body, header, signal) =>
      outcomeOf(invokeEndpoint(target, endpoint, { body, header }, signal), signal),
    wait: abortableWait,
    now: () => performance.now(),
  });
  scoring.subscribe(askBeforeLeaving(scoring));
  return scoring;
};
