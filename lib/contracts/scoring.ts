import * as z from "zod/mini";
import { DELIMITERS } from "@/lib/domain/delimiters";
import { isoTime, pageOf, pageQuery, signedUrl } from "./common";

export const INVOKE_TYPES = ["text/csv", "application/json", "application/jsonlines"] as const;
export type InvokeType = (typeof INVOKE_TYPES)[number];

export const invokeQuery = z.object({
  /** The `header` parameter of text/csv (RFC 4180): whether the first record is the header. */
  header: z.optional(z.enum(["present", "absent"])),
  /** What the body is, and what the answer should be; text/csv unless told. */
  type: z.optional(z.enum(INVOKE_TYPES)),
});

export const scoreChunkAnswer = z.object({
  /** As the container printed it. */
  text: z.string(),
  contentType: z.nullable(z.string()),
  variant: z.nullable(z.string()),
});
export type ScoreChunkAnswer = z.infer<typeof scoreChunkAnswer>;

export const runId = z.string().check(z.regex(/^[0-9]{8}T[0-9]{6}Z-[a-z0-9]{6}$/));

const columnPlace = z.int().check(z.gte(0));

/** request.json of a run (docs/formats.md). */
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
  requests: z.optional(z.int().check(z.gte(0))),
  /** How predictions.csv is read; absent where another program wrote it. */
  table: z.optional(
    z.object({
      delimiter: z.enum(DELIMITERS),
      header: z.enum(["present", "absent"]),
      /** 0-based places of columns; null where there is none. */
      label: z.nullable(columnPlace),
      prediction: columnPlace,
      reason: z.nullable(columnPlace),
    }),
  ),
});
export type RunRequest = z.infer<typeof runRequest>;

export const saveRunBody = z.strictObject({
  run: runRequest,
  /** A run that was saved before and is now saved with more of its rows scored. */
  id: z.optional(runId),
});
export const savedRun = z.object({ id: z.string(), upload: signedUrl });
export type SavedRun = z.infer<typeof savedRun>;

export const runListQuery = z.object(pageQuery);
export const runSummary = z.object({
  id: z.string(),
  request: z.nullable(runRequest),
  sizeBytes: z.nullable(z.number()),
});
export type RunSummary = z.infer<typeof runSummary>;
/** `total` counts the runs of all pages. */
export const runPage = z.extend(pageOf(runSummary), { total: z.number() });
export type RunPage = z.infer<typeof runPage>;
