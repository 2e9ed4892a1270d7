import "server-only";
import type { LogPage } from "@/lib/contracts/live";
import { AppError } from "@/lib/domain/app-error";
import {
  type CompiledMetric,
  compileMetrics,
  type MetricDefinition,
  type RefusedMetric,
} from "@/lib/domain/log-metrics";
import type { LiveClock } from "./clock";
import { type Delivery, type Feed, type FeedCursor, Listeners, staleAfter, Trouble } from "./feed";
import { deliverFrom } from "./log-delivery";
import { LogEnd, type ReadEnd } from "./log-end";
import { LogPast, type ReadPage } from "./log-past";
import { type Line, LogTail } from "./log-tail";
import { PollLoop, type PollResult } from "./poll-loop";

/** What the log belongs to, as far as it is known. */
export interface LogSubject {
  /** Whether it has ended, so that nothing writes any more. */
  readonly isOver: boolean;
  readonly metrics: readonly MetricDefinition[];
}

export interface LogSource {
  readonly topic: string;
  readonly intervals: { readonly logs: number; readonly streams: number };
  /** Lines arrive at the log service this long after they were written, in milliseconds. */
  readonly ingestionLag: number;
  /** Null while it is not known yet. */
  readonly subject: () => LogSubject | null;
  readonly listStreams: (signal: AbortSignal) => Promise<readonly string[]>;
  readonly readPage: ReadPage;
  readonly readEnd: ReadEnd;
  /** Called when the feed is stopped for good. */
  readonly release: () => void;
}

/** One stream's turn, so that a chatty one leaves room for the others. */
const PAGES_A_TURN = 20;

/** How far reading came in one round over all streams. */
interface Round {
  readonly atEnd: boolean;
  /** To where the streams ended when it began, or beyond. */
  readonly caughtUp: boolean;
  readonly grew: boolean;
}

/** A group of log streams read from their heads, with the metrics their lines carry. */
export class LogFeed implements Feed {
  readonly topic: string;
  readonly #source: LogSource;
  readonly #clock: LiveClock;
  readonly #loop: PollLoop;
  readonly #listeners = new Listeners();
  readonly #trouble = new Trouble();
  readonly #past: LogPast;
  readonly #end: LogEnd;
  readonly #tails = new Map<string, LogTail>();
  #metrics: readonly CompiledMetric[] | null = null;
  #refused: readonly RefusedMetric[] = [];
  #version = 0;
  #readAt: number | null = null;
  #listedAt: number | null = null;
  #listedAfterEnd = false;
  #lastLineAt: number;
  #caughtUp = false;
  #complete = false;

  constructor(source: LogSource, clock: LiveClock) {
    this.topic = source.topic;
    this.#source = source;
    this.#clock = clock;
    this.#past = new LogPast(source.readPage);
    this.#end = new LogEnd(source.readEnd);
    this.#lastLineAt = clock.now();
    this.#loop = new PollLoop({
      interval: source.intervals.logs,
      clock,
      work: (signal) => this.#poll(signal),
      onFault: (error, retryIn) => {
        this.#trouble.begin(this.topic, error, retryIn, clock);
        this.#listeners.notify();
      },
    });
  }

  start(): void {
    this.#loop.start();
  }

  stop(): void {
    this.#loop.stop();
    this.#source.release();
  }

  retryNow(): void {
    this.#loop.retryNow();
  }

  age(): number | null {
    if (this.#complete) return 0;
    return this.#readAt === null ? null : this.#clock.now() - this.#readAt;
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  read(cursor: FeedCursor): Delivery | null | Promise<Delivery | null> {
    return (
      this.#trouble.read(cursor) ??
      this.#readState(cursor) ??
      (this.#caughtUp ? null : this.#end.read(this.topic, cursor)) ??
      this.#readLines(cursor)
    );
  }

  /**
   * Lines of one stream from an index on, from memory or from the log service.
   * @throws AppError NotFound for a stream the log does not have.
   */
  async page(stream: string, from: number, limit: number): Promise<LogPage> {
    const tail = this.#tails.get(stream);
    if (!tail) throw new AppError("NotFound");
    const lines = await this.#linesOf(tail, from, limit);
    return { stream, from, lines: lines.map(([at, text]) => [at, text]), total: tail.total };
  }

  /** Resolves when the stream is read to a line or as far as it went, or reading failed. */
  ready(stream: string, line: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        const isRead = this.#caughtUp || (this.#tails.get(stream)?.total ?? 0) >= line;
        if (!(isRead || this.#trouble.isThere || signal.aborted)) return;
        stopListening();
        resolve();
      };
      const stopListening = this.#listeners.add(look);
      signal.addEventListener("abort", look, { once: true });
      look();
    });
  }

  #readState(cursor: FeedCursor): Delivery | null {
    if (this.#readAt === null || cursor.state >= this.#version) return null;
    return {
      event: {
        kind: "log-state",
        topic: this.topic,
        staleAfter: staleAfter(this.#source.intervals.logs),
        streams: [...this.#tails.values()].map(({ name, total }) => ({ name, total })),
        caughtUp: this.#caughtUp,
        complete: this.#complete,
        refusedMetrics: this.#refused,
      },
      cursor: { ...cursor, state: this.#version },
    };
  }

  async #readLines(cursor: FeedCursor): Promise<Delivery | null> {
    for (const tail of this.#tails.values()) {
      const delivery = await deliverFrom(tail, cursor, {
        topic: this.topic,
        mayBegin: this.#caughtUp,
        linesOf: (from, limit) => this.#linesOf(tail, from, limit),
      });
      if (delivery) return delivery;
    }
    return null;
  }

  async #linesOf(tail: LogTail, from: number, limit: number): Promise<readonly Line[]> {
    return from >= tail.first ? tail.slice(from, limit) : this.#past.lines(tail, from, limit);
  }

  async #poll(signal: AbortSignal): Promise<PollResult> {
    const subject = this.#source.subject();
    if (subject === null) return "again";
    this.#begin(subject);
    await this.#discover(subject, signal);
    if (!this.#caughtUp) await this.#showEnd(signal);
    const before = this.#count();
    let atEnd = true;
    let caughtUp = true;
    for (const tail of this.#tails.values()) {
      const isRead = await this.#readOn(tail, signal);
      atEnd &&= isRead;
      caughtUp &&= isRead || this.#end.isPassedBy(tail);
    }
    if (signal.aborted) return "again";
    return this.#finishRound(subject, { atEnd, caughtUp, grew: this.#count() > before });
  }

  #begin(subject: LogSubject): void {
    if (this.#metrics !== null) return;
    const { metrics, refused } = compileMetrics(subject.metrics);
    this.#metrics = metrics;
    this.#refused = refused;
  }

  #count(): number {
    return [...this.#tails.values()].reduce((sum, { total }) => sum + total, 0);
  }

  async #discover({ isOver }: LogSubject, signal: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    const { streams: interval } = this.#source.intervals;
    const isRecent = this.#listedAt !== null && now - this.#listedAt < interval;
    // A short job begins and ends between two looks.
    if (isRecent && this.#listedAfterEnd === isOver) return;
    for (const name of await this.#source.listStreams(signal)) {
      if (this.#tails.has(name)) continue;
      this.#tails.set(name, new LogTail(name));
      this.#version += 1;
    }
    this.#listedAt = now;
    this.#listedAfterEnd = isOver;
  }

  async #showEnd(signal: AbortSignal): Promise<void> {
    const hasLines = await this.#end.look(this.#tails.keys(), signal);
    if (hasLines && !signal.aborted) this.#noteLines();
  }

  /** Reads a stream to its end or for one turn; true when the end was reached. */
  async #readOn(tail: LogTail, signal: AbortSignal): Promise<boolean> {
    for (let turn = 0; turn < PAGES_A_TURN; turn += 1) {
      const { lines, token } = await this.#source.readPage(tail.name, tail.token, signal);
      if (signal.aborted) return false;
      const isEnd = lines.length === 0 && (token === null || token === tail.token);
      tail.append(lines, token ?? tail.token, this.#metrics ?? []);
      if (lines.length > 0) this.#noteLines();
      if (isEnd) return true;
    }
    return false;
  }

  #noteLines(): void {
    this.#readAt = this.#clock.now();
    this.#lastLineAt = this.#readAt;
    // While it catches up, readers see how far it is.
    if (!this.#caughtUp) this.#version += 1;
    this.#listeners.notify();
  }

  #finishRound(subject: LogSubject, { atEnd, caughtUp, grew }: Round): PollResult {
    const now = this.#clock.now();
    this.#readAt = now;
    const complete =
      subject.isOver && atEnd && !grew && now - this.#lastLineAt >= this.#source.ingestionLag;
    if ((caughtUp && !this.#caughtUp) || complete || this.#trouble.isThere) this.#version += 1;
    this.#caughtUp ||= caughtUp;
    this.#complete = complete;
    this.#trouble.end();
    this.#listeners.notify();
    return complete ? "settled" : "again";
  }
}
