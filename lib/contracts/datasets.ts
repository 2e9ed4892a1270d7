import * as z from "zod/mini";
import { isFileName } from "@/lib/domain/names";
import { columnSummary, delimiter, headerSetting } from "./columns";
import { datasetName, isoTime, nullableTime, pageOf, pageQuery } from "./common";

/** S3: 5 TiB an object, 10,000 parts, parts of 5 MiB to 5 GiB. */
const MAX_OBJECT_BYTES = 5 * 1024 ** 4;
const MAX_PARTS = 10_000;

export const fileName = z
  .string()
  .check(z.refine(isFileName, "Use letters, digits, dots, hyphens and underscores."));

const sha256 = z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=(-\d{1,5})?$/));

export const datasetListQuery = z.object({
  ...pageQuery,
  q: z.optional(z.string().check(z.maxLength(63))),
});

export const datasetSummary = z.object({
  name: z.string(),
  /** Sum over the data files, in bytes. */
  size: z.number(),
  files: z.number(),
  modifiedAt: nullableTime,
  /** From meta/dataset.json; null where another tool made the prefix, or it may not be read. */
  columns: z.nullable(z.number()),
  target: z.nullable(z.string()),
  header: z.nullable(headerSetting),
  uri: z.string(),
});
export type DatasetSummary = z.infer<typeof datasetSummary>;
export const datasetPage = z.extend(pageOf(datasetSummary), {
  /** Actions of IAM that are missing; what they would tell is left out. */
  denied: z.array(z.string()),
});
export type DatasetPage = z.infer<typeof datasetPage>;

/** meta/dataset.json (formats.md). Members of later versions are kept out of our way. */
export const datasetMeta = z.object({
  version: z.literal(1),
  header: headerSetting,
  delimiter,
  target: z.nullable(z.string()),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  /** S3's composite SHA-256 over parts of `partSize` bytes, base64 with `-<parts>`. */
  hash: z.nullable(z.string()),
  partSize: z.nullable(z.number()),
  createdAt: isoTime,
});
export type DatasetMeta = z.infer<typeof datasetMeta>;

export const dataFile = z.object({ name: z.string(), size: z.number(), modifiedAt: isoTime });

/** Why the first bytes could not be read as a table. */
export const sampleProblem = z.enum([
  "empty",
  "utf16",
  "binary",
  "otherText",
  "oneColumn",
  "compressed",
  "unreadable",
]);

export const datasetDetail = z.object({
  name: z.string(),
  uri: z.string(),
  size: z.number(),
  files: z.array(dataFile),
  filesCut: z.boolean(),
  modifiedAt: nullableTime,
  header: headerSetting,
  delimiter,
  target: z.nullable(z.string()),
  hash: z.nullable(z.string()),
  columns: z.array(columnSummary),
  /** Rows the columns were judged by, and whether these are all rows there are. */
  sampledRows: z.number(),
  complete: z.boolean(),
  /** Rows in the whole dataset: counted when complete, else estimated from the bytes. */
  rows: z.object({ count: z.number(), exact: z.boolean() }),
  ragged: z.number(),
  problem: z.nullable(sampleProblem),
});
export type DatasetDetail = z.infer<typeof datasetDetail>;

export const rowsQuery = z.object({
  offset: z.optional(z.coerce.number().check(z.int(), z.gte(0), z.lte(1_000_000))),
  limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(500))),
  /** Only rows with something missing; `offset` counts those. */
  missing: z.optional(z.literal("1")),
});
export const datasetRows = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.object({ number: z.int().check(z.gte(1)), cells: z.array(z.string()) })),
  /** Rows that can be shown: the first ones until the dataset is profiled, then all. */
  available: z.number(),
  complete: z.boolean(),
});
export type DatasetRows = z.infer<typeof datasetRows>;

/** Characters of a column's name: whatever one finds in a header, within what a body may hold. */
const LONGEST_COLUMN = 100_000;

export const datasetSettingsBody = z.strictObject({
  header: z.optional(headerSetting),
  target: z.optional(z.nullable(z.string().check(z.minLength(1), z.maxLength(LONGEST_COLUMN)))),
});
export type DatasetSettingsBody = z.infer<typeof datasetSettingsBody>;

export const startUploadBody = z.strictObject({
  name: datasetName,
  file: fileName,
  size: z.int().check(z.gte(1, "The file is empty."), z.lte(MAX_OBJECT_BYTES)),
  /** Continue this upload when S3 still holds it. */
  uploadId: z.optional(z.string().check(z.minLength(1), z.maxLength(1024))),
});
export type StartUploadBody = z.infer<typeof startUploadBody>;

export const uploadedPart = z.object({
  number: z.number(),
  size: z.number(),
  etag: z.string(),
  sha256: z.nullable(z.string()),
});
export type UploadedPart = z.infer<typeof uploadedPart>;

export const uploadTicket = z.object({
  name: z.string(),
  file: z.string(),
  uploadId: z.string(),
  partSize: z.number(),
  partCount: z.number(),
  /** Parts S3 already holds, when an upload is continued. */
  uploaded: z.array(uploadedPart),
});
export type UploadTicket = z.infer<typeof uploadTicket>;

const uploadRef = { file: fileName, uploadId: z.string().check(z.minLength(1), z.maxLength(1024)) };

export const signPartsBody = z.strictObject({
  ...uploadRef,
  parts: z
    .array(
      z.strictObject({
        number: z.int().check(z.gte(1), z.lte(MAX_PARTS)),
        /** base64 SHA-256 of the part; S3 refuses a body that differs. */
        sha256,
      }),
    )
    .check(z.minLength(1), z.maxLength(50)),
});
export type SignPartsBody = z.infer<typeof signPartsBody>;

export const signedParts = z.object({
  parts: z.array(
    z.object({ number: z.number(), url: z.string(), headers: z.record(z.string(), z.string()) }),
  ),
  expiresAt: isoTime,
});
export type SignedParts = z.infer<typeof signedParts>;

export const uploadQuery = z.object(uploadRef);
export type UploadRef = z.infer<typeof uploadQuery>;
export interface UploadedParts {
  readonly parts: readonly UploadedPart[];
}

export const completeUploadBody = z.strictObject({
  ...uploadRef,
  size: z.int().check(z.gte(1)),
});
export type CompleteUploadBody = z.infer<typeof completeUploadBody>;

export const corsStatus = z.object({
  bucket: z.string(),
  bucketExists: z.boolean(),
  ruleExists: z.boolean(),
  /** The rule as S3 takes it, for a person without the right to set it here. */
  rule: z.string(),
});
export type CorsStatus = z.infer<typeof corsStatus>;
