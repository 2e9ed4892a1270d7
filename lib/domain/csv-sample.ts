import { sniffDelimiter } from "./csv-dialect";
import { isUtf16 } from "./csv-encoding";
import {
  columnNames,
  detectHeader,
  type HeaderSetting,
  repeatedNames,
  uniqueNames,
} from "./csv-header";
import { parseRecords } from "./csv-records";
import type { Delimiter } from "./delimiters";
import { type ColumnSummary, summariseColumn } from "./profile/column-tally";

export type SampleProblem =
  | "empty"
  | "utf16"
  | "binary"
  | "otherText"
  | "oneColumn"
  | "compressed"
  | "unreadable";

/** The first stretch of a CSV file, read as a table. */
export interface CsvSample {
  readonly delimiter: Delimiter;
  readonly header: HeaderSetting;
  readonly columns: readonly ColumnSummary[];
  readonly rows: readonly (readonly string[])[];
  /** Names that the header has more than once; the copies are called `name_2` and so on. */
  readonly repeated: readonly string[];
  /** Rows whose number of fields differs from the first record's. */
  readonly ragged: number;
  /** Whether `rows` are all rows of the file. */
  readonly complete: boolean;
  /** Mean bytes of a row, line break included: an estimate of the whole file's rows. */
  readonly bytesPerRow: number;
}

export type SampleResult =
  | { readonly ok: true; readonly sample: CsvSample }
  | { readonly ok: false; readonly problem: SampleProblem };

export interface SampleSettings {
  readonly delimiter?: Delimiter | undefined;
  readonly header?: HeaderSetting | undefined;
}

/**
 * Reads the first bytes of a file as CSV. `complete` says that the bytes are the whole file;
 * otherwise the last record is dropped, since it may be cut in the middle.
 */
export function readSample(
  bytes: Uint8Array,
  complete: boolean,
  settings: SampleSettings = {},
): SampleResult {
  if (bytes.length === 0) return { ok: false, problem: "empty" };
  if (isGzip(bytes)) return { ok: false, problem: "compressed" };
  if (isUtf16(bytes)) return { ok: false, problem: "utf16" };
  const text = decode(bytes, complete);
  if (text === null) return { ok: false, problem: "binary" };
  if (text.trim() === "") return { ok: false, problem: "empty" };
  if (OTHER_TEXT.test(text)) return { ok: false, problem: "otherText" };
  const delimiter = settings.delimiter ?? sniffDelimiter(text);
  const records = wholeRecords(text, delimiter, complete);
  const first = records[0];
  if (!first) return { ok: false, problem: "unreadable" };
  // One column of plain text is what a document, a log or a web page looks like.
  if (mostlySingle(records) && !looksTabular(records)) return { ok: false, problem: "oneColumn" };
  return {
    ok: true,
    sample: toSample(records, delimiter, settings.header, bytes.length, complete),
  };
}

/** A page or a document in JSON or XML, under the name of a CSV file. */
const OTHER_TEXT = /^\ufeff?\s*(<(!doctype|html|\?xml)[\s>]|(\[\s*)?\{\s*("|\}|\n))/i;

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function decode(bytes: Uint8Array, complete: boolean): string | null {
  if (bytes.includes(0)) return null;
  try {
    // A cut file may end inside a character; `stream` keeps that from being an error.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !complete });
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function wholeRecords(text: string, delimiter: Delimiter, complete: boolean): string[][] {
  const records = parseRecords(text, delimiter);
  return complete || records.length < 2 ? records : records.slice(0, -1);
}

const mostlySingle = (records: readonly (readonly string[])[]): boolean =>
  records.filter(({ length }) => length === 1).length * 2 > records.length;

const looksTabular = (records: readonly (readonly string[])[]): boolean =>
  records.length > 1 &&
  records.every((record) => record.length === 1 && !/\s\S+\s/.test(record[0] ?? ""));

function toSample(
  records: readonly (readonly string[])[],
  delimiter: Delimiter,
  wanted: HeaderSetting | undefined,
  byteCount: number,
  complete: boolean,
): CsvSample {
  const header = wanted ?? detectHeader(records);
  const first = records[0] ?? [];
  const rows = header === "present" ? records.slice(1) : records;
  const names = header === "present" ? uniqueNames(first) : columnNames(first.length);
  return {
    delimiter,
    header,
    columns: names.map((name, at) =>
      summariseColumn(
        name,
        rows.map((row) => row[at] ?? ""),
      ),
    ),
    rows,
    repeated: header === "present" ? repeatedNames(first) : [],
    ragged: rows.filter((row) => row.length !== first.length).length,
    complete,
    bytesPerRow: byteCount / Math.max(1, records.length),
  };
}

/** Rows of the whole file, from its size and the sample. */
export function estimateRows(
  sample: CsvSample,
  totalBytes: number,
): { count: number; exact: boolean } {
  if (sample.complete) return { count: sample.rows.length, exact: true };
  const records = Math.round(totalBytes / sample.bytesPerRow);
  return { count: Math.max(0, records - (sample.header === "present" ? 1 : 0)), exact: false };
}
