import * as z from "zod/mini";
import { isoTime, pageOf, pageQuery, signedUrl } from "./common";

/** What a scoring request may hold; SageMaker takes 6,291,456 bytes at most. */
export const MAX_CHUNK_BYTES = 5 * 1024 * 1024;

export const invokeQuery = z.object({
  /** The `header` parameter of text/csv (RFC 4180): whether the first record is the header. */
  header: z.optional(z.enum(["present", "absent"])),
});

export const scoreChunkAnswer = z.object({
  /** One text per record, as the container printed it. */
  predictions: z.array(z.string()),
  contentType: z.nullable(z.string()),
  variant: z.nullable(z.string()),
});
export type ScoreChunkAnswer = z.infer<typeof scoreChunkAnswer>;

export const runId = z.string().check(z.regex(/^[0-9]{8}T[0-9]{6}Z-[a-z0-9]{6}$/));

export const runRequest = z.object({
  version: z.literal(1),
  endpoint: z.string(),
  job: z.nullable(z.string()),
  file: z.string().check(z.maxLength(255)),
  rows: z.int().check(z.gte(0)),
  failed: z.int().check(z.gte(0)),
  seconds: z.number().check(z.gte(0)),
  rmse: z.nullable(z.number()),
  scoredAt: isoTime,
});
export type RunRequest = z.infer<typeof runRequest>;

export const saveRunBody = z.strictObject({ run: runRequest });
export const savedRun = z.object({ id: z.string(), upload: signedUrl });
export type SavedRun = z.infer<typeof savedRun>;

export const runListQuery = z.object(pageQuery);
export const runSummary = z.object({
  id: z.string(),
  request: z.nullable(runRequest),
  sizeBytes: z.nullable(z.number()),
});
export const runPage = pageOf(runSummary);
export type RunPage = z.infer<typeof runPage>;
