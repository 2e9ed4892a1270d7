import * as z from "zod/mini";
import { columnType, delimiter, headerSetting } from "./columns";
import { isoTime } from "./common";
import { problem } from "./problem";

const count = z.int().check(z.gte(0));
const valueCount = z.object({ value: z.string(), count });

const numberProfile = z.object({
  min: z.number(),
  max: z.number(),
  mean: z.number(),
  /** 5 %, 25 %, 50 %, 75 % and 95 %. */
  quantiles: z.array(z.number()).check(z.length(5)),
  zeros: count,
  /** Bin i holds edges[i] to edges[i + 1]; the last one its upper edge too. */
  histogram: z.object({ edges: z.array(z.number()), counts: z.array(count) }),
  /** Quantiles and histogram rest on a random choice of the values. */
  sampled: z.boolean(),
});

const columnProfile = z.object({
  name: z.string(),
  type: columnType,
  missing: count,
  missingIn: z.nullable(
    z.object({ column: z.string(), always: z.array(z.string()), never: count }),
  ),
  /** Null when there are more different values than were told apart. */
  distinct: z.nullable(count),
  numbers: z.nullable(numberProfile),
  mixed: z.nullable(z.object({ numbers: count, texts: z.array(z.string()) })),
  /** Absent from profiles that were made before it was looked for. */
  otherForm: z._default(
    z.nullable(
      z.object({
        kind: z.enum(["number", "date", "code"]),
        rows: count,
        examples: z.array(z.string()),
      }),
    ),
    null,
  ),
  /** Most frequent first; all of them in category columns. */
  top: z.array(valueCount),
});
export type ColumnProfile = z.infer<typeof columnProfile>;

const profiledFile = z.object({
  name: z.string(),
  size: count,
  etag: z.string(),
  rows: count,
  /** Rows with something missing; 0 where the file is not indexed. */
  incomplete: count,
  /** Whether meta/<file>.rows says where its records begin. */
  indexed: z.boolean(),
});

/** meta/profile.json (docs/formats.md). */
export const datasetProfile = z.object({
  version: z.literal(1),
  createdAt: isoTime,
  /** How long the pass took. */
  seconds: z.number(),
  /** The files it was made of, in order. Other ETags: the profile is of something else. */
  files: z.array(profiledFile),
  /** Bytes that were read, and bytes there are: a very large dataset is read in part. */
  bytes: z.object({ read: count, total: count }),
  header: headerSetting,
  delimiter,
  encoding: z.enum(["utf-8", "windows-1252"]),
  rows: count,
  ragged: count,
  /** 1-based number of the first row with another number of fields. */
  firstRagged: z.nullable(count),
  repeatedNames: z.array(z.string()),
  columns: z.array(columnProfile),
});
export type DatasetProfile = z.infer<typeof datasetProfile>;

/** meta/<file>.rows: where every 1,000th record of a file begins. A header is a record. */
export const rowIndex = z.object({
  version: z.literal(1),
  etag: z.string(),
  every: z.int().check(z.gte(1)),
  /** How many records the file has. */
  records: count,
  /** Bytes from the file's beginning to records 0, `every`, 2 `every`, … */
  offsets: z.array(count),
  /** Of these records up to the next, how many are rows with something missing. */
  incomplete: z.array(count),
});
export type RowIndex = z.infer<typeof rowIndex>;

/** Null: the dataset was not profiled, or has changed since. */
export const profileAnswer = z.object({ profile: z.nullable(datasetProfile) });

/** One line of the stream that making a profile answers with; the last is `done` or `problem`. */
export const profileEvent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("waiting") }),
  z.object({ kind: z.literal("progress"), read: count, total: count, rows: count }),
  z.object({ kind: z.literal("done") }),
  z.object({ kind: z.literal("problem"), problem }),
]);
export type ProfileEvent = z.infer<typeof profileEvent>;
