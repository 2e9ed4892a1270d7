import "server-only";
import { type CompiledMetric, metricsOf } from "@/lib/domain/log-metrics";
import { type MetricPoint, thinPoints } from "@/lib/domain/metric-points";

/** Milliseconds since 1970, and the text. */
export type Line = readonly [number, string];

/** What is kept in memory of one log stream; everything older is read again when asked for. */
const KEPT_LINES = 20_000;
const KEPT_BYTES = 8 * 1024 * 1024;
/** Trimming moves the rest, so it waits until there is enough to trim. */
const SLACK_LINES = 5000;
/** A place to begin reading again from, at least this many lines after the one before. */
const CHECKPOINT_LINES = 5000;
const KEPT_POINTS = 40_000;

interface Checkpoint {
  readonly index: number;
  readonly token: string | null;
}

/**
 * One log stream as far as it was read. A line's index counts from the head of the stream, which
 * never changes, so it stays the same over restarts of this process and of the log service.
 */
export class LogTail {
  readonly name: string;
  #token: string | null = null;
  #lines: Line[] = [];
  #bytes = 0;
  #first = 0;
  #points: MetricPoint[] = [];
  readonly #checkpoints: Checkpoint[] = [{ index: 0, token: null }];

  constructor(name: string) {
    this.name = name;
  }

  /** Lines read so far, which is also the index of the next one. */
  get total(): number {
    return this.#first + this.#lines.length;
  }

  /** Index of the oldest line in memory. */
  get first(): number {
    return this.#first;
  }

  /** The line read last. */
  get newest(): Line | undefined {
    return this.#lines.at(-1);
  }

  /** Where the log service goes on after the last line. */
  get token(): string | null {
    return this.#token;
  }

  append(lines: readonly Line[], token: string | null, metrics: readonly CompiledMetric[]): void {
    for (const line of lines) {
      const [at, text] = line;
      this.#points.push(...metricsOf(metrics, { at, text, index: this.total }));
      this.#lines.push(line);
      this.#bytes += text.length;
    }
    this.#token = token;
    const last = this.#checkpoints.at(-1)?.index ?? 0;
    if (this.total - last >= CHECKPOINT_LINES) {
      this.#checkpoints.push({ index: this.total, token });
    }
    this.#trim();
    if (this.#points.length > KEPT_POINTS) this.#points = thinPoints(this.#points);
  }

  /** Lines `from` to `from + limit - 1` as far as they are in memory; `from` must be. */
  slice(from: number, limit: number): readonly Line[] {
    return this.#lines.slice(from - this.#first, from - this.#first + limit);
  }

  /** Values found in lines `from` to `until - 1`, oldest first, at most `limit`. */
  points(from: number, until: number, limit: number): readonly MetricPoint[] {
    const start = firstAtOrAfter(this.#points, from);
    const end = firstAtOrAfter(this.#points, until);
    return this.#points.slice(start, Math.min(end, start + limit));
  }

  /** The nearest place at or before the line from which the log service can be read. */
  checkpointBefore(index: number): Checkpoint {
    return (
      this.#checkpoints.findLast((checkpoint) => checkpoint.index <= index) ?? {
        index: 0,
        token: null,
      }
    );
  }

  #trim(): void {
    const tooMany = this.#lines.length > KEPT_LINES + SLACK_LINES;
    if (!tooMany && this.#bytes <= KEPT_BYTES) return;
    let bytes = this.#bytes;
    let drop = Math.max(0, this.#lines.length - KEPT_LINES);
    for (const [, text] of this.#lines.slice(0, drop)) bytes -= text.length;
    // Three quarters, so that the next line does not trim again; the last line always stays.
    while (bytes > KEPT_BYTES * 0.75 && drop < this.#lines.length - 1) {
      bytes -= this.#lines[drop]?.[1].length ?? 0;
      drop += 1;
    }
    this.#lines = this.#lines.slice(drop);
    this.#first += drop;
    this.#bytes = bytes;
  }
}

function firstAtOrAfter(points: readonly MetricPoint[], line: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle]?.line ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}
