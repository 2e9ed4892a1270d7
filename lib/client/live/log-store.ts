import type {
  LinesEvent,
  LogEndEvent,
  LogLine,
  LogPage,
  LogStateEvent,
  PointsEvent,
  TopicEvent,
} from "@/lib/contracts/live";
import type { Problem } from "@/lib/contracts/problem";
import { type MetricPoint, thinPoints } from "@/lib/domain/metric-points";

/** One line as a page shows it. */
export interface LogRow {
  /**
   * The log stream's name, and the line's index from its head: together they are its address. From
   * the end of the whole log, -1 being the last, while the beginning is still being read.
   */
  readonly stream: string;
  readonly index: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}

export interface LogSnapshot {
  /** Lines in the order of their time. The array grows in place: `version` says when it did. */
  readonly rows: readonly LogRow[];
  readonly version: number;
  /** For each stream, the lines that are here and how many the log has so far. */
  readonly streams: readonly {
    readonly name: string;
    readonly first: number;
    readonly next: number;
    readonly total: number;
  }[];
  /** Values by metric, oldest first. */
  readonly series: Readonly<Record<string, readonly MetricPoint[]>>;
  readonly refusedMetrics: LogStateEvent["refusedMetrics"];
  /** False until the first answer. */
  readonly isKnown: boolean;
  /** False while the beginning is still being read. */
  readonly isCaughtUp: boolean;
  /** True when no further line can come. */
  readonly isComplete: boolean;
  readonly problem: Problem | null;
}

interface Stream {
  first: number;
  next: number;
  total: number;
}

const EMPTY: LogSnapshot = {
  rows: [],
  version: 0,
  streams: [],
  series: {},
  refusedMetrics: [],
  isKnown: false,
  isCaughtUp: false,
  isComplete: false,
  problem: null,
};

/** More than anyone scrolls through; what is dropped can be loaded again. */
export const KEPT_ROWS = 300_000;
const DROPPED_AT_ONCE = 50_000;
const KEPT_POINTS = 20_000;
/** Lines come faster than frames; readers are told at most this often. */
const TELL_MS = 30;

const byTime = (a: LogRow, b: LogRow): number =>
  a.at - b.at || (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.index - b.index);

/** A log as far as this tab has it, with the metrics its lines carry. */
export class LogStore {
  readonly #streams = new Map<string, Stream>();
  readonly #listeners = new Set<() => void>();
  #rows: LogRow[] = [];
  /** Shown until the lines that have places are here. */
  #end: readonly LogRow[] | null = null;
  #series: Record<string, readonly MetricPoint[]> = {};
  #state: LogStateEvent | null = null;
  #problem: Problem | null = null;
  #snapshot = EMPTY;
  #timer: ReturnType<typeof setTimeout> | null = null;

  get snapshot(): LogSnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  take(event: TopicEvent): void {
    if (event.kind === "lines") this.#takeLines(event);
    else if (event.kind === "points") this.#takePoints(event);
    else if (event.kind === "log-state") this.#state = event;
    else if (event.kind === "log-end") this.#takeEnd(event);
    if (event.kind === "problem") this.#problem = event.problem;
    else this.#problem = null;
    this.#tellSoon();
  }

  /**
   * Puts an older page before what is here; a page that does not adjoin, or is more than there is
   * room for, is passed over.
   */
  prepend(page: LogPage): void {
    const stream = this.#streams.get(page.stream);
    const end = page.from + page.lines.length;
    if (!stream || page.from >= stream.first || end < stream.first) return;
    if (this.#rows.length + stream.first - page.from > KEPT_ROWS) return;
    const lines = page.lines.slice(0, stream.first - page.from);
    const rows = toRows(page.stream, page.from, lines);
    stream.first = page.from;
    this.#rows = merged(rows, this.#rows);
    this.#tellSoon();
  }

  #takeLines({ stream: name, from, lines, total, points }: LinesEvent): void {
    const stream = this.#streams.get(name) ?? { first: from, next: from, total };
    this.#streams.set(name, stream);
    if (from > stream.next) this.#restart(name, stream, from);
    const fresh = lines.slice(Math.max(0, stream.next - from));
    this.#append(toRows(name, stream.next, fresh));
    stream.next += fresh.length;
    stream.total = Math.max(stream.total, total, stream.next);
    if (stream.next === stream.total) this.#end = null;
    this.#addPoints(points);
    if (this.#rows.length > KEPT_ROWS + DROPPED_AT_ONCE) this.#dropOldest();
  }

  #takeEnd({ lines }: LogEndEvent): void {
    if (this.#rows.length > 0) return;
    this.#end = lines.map((line, at) => ({ ...line, index: at - lines.length }));
  }

  #takePoints({ points }: PointsEvent): void {
    this.#addPoints(points);
  }

  /** After a hole, what lay before it is loaded again when somebody scrolls there. */
  #restart(name: string, stream: Stream, from: number): void {
    this.#rows = this.#rows.filter((row) => row.stream !== name);
    stream.first = from;
    stream.next = from;
  }

  #append(rows: LogRow[]): void {
    const [first] = rows;
    const last = this.#rows.at(-1);
    if (!first) return;
    if (!last || byTime(last, first) <= 0 || this.#streams.size === 1) {
      for (const row of rows) this.#rows.push(row);
      return;
    }
    // Instances write at the same time, so only the newest stretch has to be put in order.
    const at = this.#rows.findLastIndex((row) => byTime(row, first) <= 0) + 1;
    const tail = this.#rows.splice(at);
    for (const row of merged(tail, rows)) this.#rows.push(row);
  }

  #dropOldest(): void {
    const dropped = this.#rows.slice(0, DROPPED_AT_ONCE);
    this.#rows = this.#rows.slice(DROPPED_AT_ONCE);
    for (const { stream, index } of dropped) {
      const known = this.#streams.get(stream);
      if (known) known.first = Math.max(known.first, index + 1);
    }
  }

  #addPoints(points: readonly MetricPoint[]): void {
    if (points.length === 0) return;
    const series = { ...this.#series };
    for (const metric of new Set(points.map((point) => point.metric))) {
      const values = points.filter((point) => point.metric === metric);
      const all = [...(series[metric] ?? []), ...values];
      const isSorted = (series[metric]?.at(-1)?.at ?? 0) <= (values[0]?.at ?? 0);
      if (!isSorted) all.sort((a, b) => a.at - b.at);
      series[metric] = all.length > KEPT_POINTS ? thinPoints(all) : all;
    }
    this.#series = series;
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#snapshot = this.#build();
      for (const listener of this.#listeners) listener();
    }, TELL_MS);
  }

  #build(): LogSnapshot {
    const totals = new Map(this.#state?.streams.map(({ name, total }) => [name, total]));
    return {
      rows: this.#end ?? this.#rows,
      version: this.#snapshot.version + 1,
      streams: [...this.#streams].map(([name, { first, next, total }]) => ({
        name,
        first,
        next,
        total: Math.max(total, totals.get(name) ?? 0),
      })),
      series: this.#series,
      refusedMetrics: this.#state?.refusedMetrics ?? [],
      isKnown: this.#state !== null,
      isCaughtUp: this.#state?.caughtUp ?? false,
      isComplete: this.#state?.complete ?? false,
      problem: this.#problem,
    };
  }
}

const toRows = (stream: string, from: number, lines: readonly LogLine[]): LogRow[] =>
  lines.map(([at, text], offset) => ({ stream, index: from + offset, at, text }));

function merged(left: readonly LogRow[], right: readonly LogRow[]): LogRow[] {
  const rows: LogRow[] = [];
  let [a, b] = [0, 0];
  for (;;) {
    const [one, other] = [left[a], right[b]];
    if (one === undefined || other === undefined) break;
    const takeLeft = byTime(one, other) <= 0;
    rows.push(takeLeft ? one : other);
    if (takeLeft) a += 1;
    else b += 1;
  }
  for (const row of left.slice(a)) rows.push(row);
  for (const row of right.slice(b)) rows.push(row);
  return rows;
}
