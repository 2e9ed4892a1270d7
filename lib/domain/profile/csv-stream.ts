import { RecordBoundaries } from "../csv-boundaries";
import type { CsvEncoding } from "../csv-encoding";
import { parseRecords } from "../csv-records";
import { decodeCsv } from "../csv-text";
import type { Delimiter } from "../delimiters";

/** How far apart the records are whose places are written down, for jumps. */
export const INDEX_EVERY = 1000;
/** A record longer than this is a quote that was opened and never closed. */
const LONGEST_RECORD = 16 * 1024 * 1024;

export class OpenQuoteError extends Error {
  /** 1-based number of the record in which the quote was opened. */
  readonly record: number;

  constructor(record: number) {
    super(`Record ${record} opens a quote that nothing closes.`);
    this.record = record;
  }
}

/**
 * Reads one CSV file piece by piece: its records in order, and the byte offset of every
 * 1,000th record (0, 1000, 2000, …; a header is a record).
 * @throws OpenQuoteError from `push` and `finish`.
 */
export class CsvStream {
  encoding: CsvEncoding = "utf-8";
  readonly offsets: number[] = [];
  records = 0;
  private pending: Uint8Array[] = [];
  private pendingBytes = 0;
  private read = 0;
  private lastEnd = 0;
  private readonly boundaries: RecordBoundaries;
  private readonly delimiter: Delimiter;
  private readonly onRecord: (fields: readonly string[]) => void;

  constructor(delimiter: Delimiter, onRecord: (fields: readonly string[]) => void) {
    this.delimiter = delimiter;
    this.onRecord = onRecord;
    this.boundaries = new RecordBoundaries(delimiter);
  }

  push(bytes: Uint8Array): void {
    const start = this.read;
    this.boundaries.push(bytes, (end) => this.mark(end));
    this.read += bytes.length;
    const whole = Math.max(0, this.lastEnd - start);
    if (whole > 0 || this.lastEnd === start) this.flush(bytes.subarray(0, whole));
    const rest = bytes.subarray(whole);
    if (rest.length === 0) return;
    // A copy: the caller may use its buffer again.
    this.pending.push(rest.slice());
    this.pendingBytes += rest.length;
    if (this.pendingBytes > LONGEST_RECORD) throw new OpenQuoteError(this.records + 1);
  }

  finish(): void {
    const open = this.boundaries.finish((end) => this.mark(end));
    if (open) throw new OpenQuoteError(this.records);
    this.flush(new Uint8Array());
  }

  private mark(end: number): void {
    if (this.records % INDEX_EVERY === 0) this.offsets.push(this.lastEnd);
    this.records += 1;
    this.lastEnd = end;
  }

  private flush(bytes: Uint8Array): void {
    if (this.pendingBytes + bytes.length === 0) return;
    const all = concat([...this.pending, bytes], this.pendingBytes + bytes.length);
    const { text, encoding } = decodeCsv(all, this.encoding);
    this.encoding = encoding;
    this.pending = [];
    this.pendingBytes = 0;
    for (const record of parseRecords(text, this.delimiter)) this.onRecord(record);
  }
}

function concat(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
