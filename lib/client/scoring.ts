import { queryOptions } from "@tanstack/react-query";
import { signedUrl } from "@/lib/contracts/common";
import { type RunRequest, runPage, savedRun, scoreChunkAnswer } from "@/lib/contracts/scoring";
import { api } from "./api-paths";
import { ApiError, getJson, sendBytes, sendJson } from "./fetch";
import type { FileIndex } from "./scoring/index-file";
import type { ResultSource } from "./scoring/results";
import { type InvokeOutcome, Scoring } from "./scoring/scoring";
import { abortableWait } from "./upload/retry";

/** Saved runs of an endpoint. */
export const scoringRuns = (target: string, endpoint: string) =>
  queryOptions({
    queryKey: [target, "endpoints", "detail", endpoint, "runs"] as const,
    queryFn: ({ signal }) => getJson(api.runs(target, endpoint), runPage, signal),
  });

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

/** Keeps a run under the endpoint in the bucket: what it was, and its predictions as CSV. */
export async function saveRun(
  target: string,
  endpoint: string,
  run: RunRequest,
  predictions: Blob,
): Promise<string> {
  const { id, upload } = await sendJson("POST", api.runs(target, endpoint), { run }, savedRun);
  const response = await fetch(upload.url, { method: "PUT", body: predictions });
  if (!response.ok) throw new ApiError(`S3 answered ${response.status}.`, null);
  return id;
}

export const runDownload = (target: string, endpoint: string, id: string) =>
  getJson(api.runDownload(target, endpoint, id), signedUrl);
