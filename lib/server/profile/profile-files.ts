import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import type { Delimiter } from "@/lib/domain/delimiters";
import { type CsvStream, OpenQuoteError } from "@/lib/domain/profile/csv-stream";
import type { TableProfile } from "@/lib/domain/profile/profile";
import { TableProfiler } from "@/lib/domain/profile/table-profiler";

/** What the profiling thread is given. The addresses are signed: it needs no credentials. */
export interface ProfileOrder {
  readonly files: readonly { readonly name: string; readonly url: string }[];
  readonly header: "present" | "absent";
  readonly delimiter: Delimiter;
  /** Reading ends after so many bytes, unpacked. */
  readonly mostBytes: number;
}

export interface ReadFile {
  readonly name: string;
  readonly rows: number;
  /** Where every 1,000th record begins; null of a file that is compressed or was cut. */
  readonly index: {
    readonly records: number;
    readonly offsets: readonly number[];
    readonly incomplete: readonly number[];
  } | null;
}

export interface Progress {
  readonly kind: "progress";
  /** Bytes as they are stored. */
  readonly read: number;
  readonly rows: number;
}

export type ProfileOutcome =
  | {
      readonly kind: "done";
      readonly table: TableProfile;
      readonly files: readonly ReadFile[];
      readonly read: number;
    }
  | { readonly kind: "openQuote"; readonly file: string; readonly record: number }
  | { readonly kind: "failed"; readonly file: string; readonly reason: string };

const REPORT_EVERY_MS = 100;

/** Reads the files once, in order, and profiles them as one table. */
export async function profileFiles(
  order: ProfileOrder,
  report: (progress: Progress) => void,
): Promise<ProfileOutcome> {
  const profiler = new TableProfiler(order);
  const meter = new Meter(order.mostBytes, () => profiler.rows, report);
  const files: ReadFile[] = [];
  for (const { name, url } of order.files) {
    if (meter.full) break;
    const before = profiler.rows;
    const { csv, incomplete } = profiler.file();
    try {
      const plain = await readFile(url, csv, meter);
      const { records, offsets } = csv;
      const index = plain && !meter.full ? { records, offsets, incomplete } : null;
      files.push({ name, rows: profiler.rows - before, index });
    } catch (error) {
      return toOutcome(name, error);
    }
  }
  return { kind: "done", table: profiler.finish(), files, read: meter.read };
}

function toOutcome(file: string, error: unknown): ProfileOutcome {
  if (error instanceof OpenQuoteError) return { kind: "openQuote", file, record: error.record };
  return { kind: "failed", file, reason: error instanceof Error ? error.message : String(error) };
}

/** @returns whether the file's bytes are the CSV's own, so that offsets in it mean something. */
async function readFile(url: string, file: CsvStream, meter: Meter): Promise<boolean> {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
  const source = new Source(response.body, meter);
  for await (const bytes of source.plain()) {
    file.push(meter.take(bytes));
    if (meter.full) return !source.compressed;
  }
  file.finish();
  return !source.compressed;
}

/** Counts what is read, says so from time to time, and knows when it is enough. */
class Meter {
  read = 0;
  private left: number;
  private reportedAt = 0;
  private readonly rows: () => number;
  private readonly report: (progress: Progress) => void;

  constructor(most: number, rows: () => number, report: (progress: Progress) => void) {
    this.left = most;
    this.rows = rows;
    this.report = report;
  }

  get full(): boolean {
    return this.left <= 0;
  }

  stored(bytes: number): void {
    this.read += bytes;
    const now = performance.now();
    if (now - this.reportedAt < REPORT_EVERY_MS) return;
    this.reportedAt = now;
    this.report({ kind: "progress", read: this.read, rows: this.rows() });
  }

  /** As many of the bytes as may still be read. */
  take(bytes: Uint8Array): Uint8Array {
    const taken = bytes.subarray(0, this.left);
    this.left -= taken.length;
    return taken;
  }
}

/** A stored object's bytes, unpacked where they are gzip, whatever the file is called. */
class Source {
  compressed = false;
  private readonly body: AsyncIterable<Uint8Array>;
  private readonly meter: Meter;

  constructor(body: AsyncIterable<Uint8Array>, meter: Meter) {
    this.body = body;
    this.meter = meter;
  }

  async *plain(): AsyncGenerator<Uint8Array> {
    const chunks = this.stored();
    const first = await chunks.next();
    if (first.done) return;
    this.compressed = first.value[0] === 0x1f && first.value[1] === 0x8b;
    const all = startingWith(first.value, chunks);
    if (!this.compressed) yield* all;
    // A broken archive ends the unpacker with its error, which the loop over it throws.
    else yield* pipeline(all, createGunzip(), () => undefined);
  }

  private async *stored(): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.body) {
      this.meter.stored(chunk.length);
      yield chunk;
    }
  }
}

async function* startingWith<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}
