import "server-only";
import { randomInt } from "node:crypto";
import { headObject, listObjects } from "@/lib/aws/s3-objects";
import { presignDownload, presignPut } from "@/lib/aws/s3-presign";
import { invokeEndpoint } from "@/lib/aws/sagemaker-runtime";
import type { Target } from "@/lib/aws/targets";
import type { SignedUrl } from "@/lib/contracts/common";
import {
  type InvokeType,
  type RunPage,
  type RunRequest,
  type RunSummary,
  runRequest,
  type SavedRun,
  type ScoreChunkAnswer,
} from "@/lib/contracts/scoring";
import { AppError } from "@/lib/domain/app-error";
import { mapLimited } from "@/lib/domain/map-limited";
import { scoringPredictionsKey, scoringPrefix, scoringRequestKey } from "@/lib/domain/workspace";
import { apiSentences } from "@/lib/words/api";
import { readStoredJson, writeStoredJson } from "./stored-json";
import { bucketOf } from "./workspace";

/** Sends rows to the model. @throws AppError ModelError with the container's own words. */
export const scoreChunk = (
  target: Target,
  endpoint: string,
  chunk: {
    readonly body: Uint8Array;
    readonly header?: "present" | "absent" | undefined;
    readonly type?: InvokeType | undefined;
    readonly signal: AbortSignal;
  },
): Promise<ScoreChunkAnswer> => {
  const { body, header, type = "text/csv" } = chunk;
  const contentType = header ? `${type}; header=${header}` : type;
  return invokeEndpoint(target, endpoint, { body, contentType, accept: type }, chunk.signal);
};

const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/** Sorts by time, and two runs of one second differ. */
function newRunId(now: Date): string {
  const stamp = now
    .toISOString()
    .replace(/[-:]/g, "")
    .replace(/\.\d+Z$/, "Z");
  const tail = Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return `${stamp}-${tail}`;
}

/** Keeps what a run was, and gives the address its predictions go to. */
export async function saveRun(
  target: Target,
  endpoint: string,
  run: RunRequest,
  id: string = newRunId(new Date()),
): Promise<SavedRun> {
  const bucket = await bucketOf(target);
  const key = scoringRequestKey(endpoint, id);
  await writeStoredJson(target, { bucket, key }, run);
  const upload = await presignPut(target, { bucket, key: scoringPredictionsKey(endpoint, id) });
  return { id, upload };
}

const REQUEST_BYTES = 64 * 1024;
const LIMIT = 50;

/** Pages of a thousand runs; older ones are found in the bucket. */
const RUN_PAGES = 5;

/** Ids of an endpoint's runs, newest first: S3 lists by name, and names begin with the time. */
async function runIds(target: Target, bucket: string, endpoint: string): Promise<string[]> {
  const prefix = scoringPrefix(endpoint);
  const folders: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < RUN_PAGES; page += 1) {
    const listed = await listObjects(target, bucket, prefix, { delimiter: "/", cursor });
    folders.push(...listed.folders);
    if (!listed.nextCursor) break;
    cursor = listed.nextCursor;
  }
  return folders.map((folder) => folder.slice(prefix.length, -1)).reverse();
}

/** Runs of an endpoint, newest first; the cursor is the last id of the page before. */
export async function listRuns(
  target: Target,
  endpoint: string,
  page: { cursor?: string | undefined; limit?: number | undefined },
): Promise<RunPage> {
  const bucket = await bucketOf(target);
  const { cursor, limit = LIMIT } = page;
  const ids = await runIds(target, bucket, endpoint);
  const older = cursor === undefined ? ids : ids.filter((id) => id < cursor);
  const shown = older.slice(0, limit);
  const items = await mapLimited(shown, 8, (id) => readRun(target, bucket, endpoint, id));
  const nextCursor = older.length > limit ? (shown.at(-1) ?? null) : null;
  return { items, nextCursor, total: ids.length };
}

async function readRun(
  target: Target,
  bucket: string,
  endpoint: string,
  id: string,
): Promise<RunSummary> {
  const [request, predictions] = await Promise.all([
    readRequest(target, bucket, endpoint, id),
    headObject(target, { bucket, key: scoringPredictionsKey(endpoint, id) }),
  ]);
  return { id, request, sizeBytes: predictions?.size ?? null };
}

const noRun = (id: string) => new AppError("NotFound", { detail: apiSentences.noRun(id) });

/** One run. @throws AppError NotFound where the bucket holds nothing of it. */
export async function getRun(target: Target, endpoint: string, id: string): Promise<RunSummary> {
  const run = await readRun(target, await bucketOf(target), endpoint, id);
  if (run.request === null && run.sizeBytes === null) throw noRun(id);
  return run;
}

/** Null where anyone wrote something else there: the run is still listed with its predictions. */
const readRequest = (target: Target, bucket: string, endpoint: string, id: string) =>
  readStoredJson(
    target,
    { bucket, key: scoringRequestKey(endpoint, id) },
    runRequest,
    REQUEST_BYTES,
  );

/** An address for a run's predictions. */
export async function downloadRun(
  target: Target,
  endpoint: string,
  id: string,
): Promise<SignedUrl> {
  const bucket = await bucketOf(target);
  const key = scoringPredictionsKey(endpoint, id);
  if (!(await headObject(target, { bucket, key }))) throw noRun(id);
  return presignDownload(target, { bucket, key }, `${endpoint}-${id}.csv`);
}
