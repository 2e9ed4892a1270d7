import "server-only";
import type { LiveClock } from "./clock";
import { type Delivery, type Feed, type FeedCursor, Listeners, staleAfter, Trouble } from "./feed";
import { PollLoop, type PollResult } from "./poll-loop";

export interface SnapshotSource<T> {
  readonly topic: string;
  /** Milliseconds between questions. */
  readonly interval: number;
  readonly load: (signal: AbortSignal) => Promise<T>;
  /** Whether what was read can never change again. */
  readonly isFinal: (data: T) => boolean;
}

/** A resource that is sent whole whenever it differs from what was read before. */
export class SnapshotFeed<T> implements Feed {
  readonly topic: string;
  readonly #source: SnapshotSource<T>;
  readonly #clock: LiveClock;
  readonly #loop: PollLoop;
  readonly #listeners = new Listeners();
  readonly #trouble = new Trouble();
  #version = 0;
  #latest: { readonly data: T; readonly text: string; readonly at: string } | null = null;
  #readAt: number | null = null;

  constructor(source: SnapshotSource<T>, clock: LiveClock) {
    this.topic = source.topic;
    this.#source = source;
    this.#clock = clock;
    this.#loop = new PollLoop({
      interval: source.interval,
      clock,
      work: (signal) => this.#poll(signal),
      onFault: (error, retryIn) => {
        this.#trouble.begin(this.topic, error, retryIn, clock);
        this.#listeners.notify();
      },
    });
  }

  /** What was read last; null before the first time. */
  get latest(): T | null {
    return this.#latest?.data ?? null;
  }

  start(): void {
    this.#loop.start();
  }

  stop(): void {
    this.#loop.stop();
  }

  retryNow(): void {
    this.#loop.retryNow();
  }

  age(): number | null {
    if (this.#loop.settled) return 0;
    return this.#readAt === null ? null : this.#clock.now() - this.#readAt;
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  read(cursor: FeedCursor): Delivery | null {
    const trouble = this.#trouble.read(cursor);
    if (trouble) return trouble;
    if (this.#latest === null || cursor.state >= this.#version) return null;
    const { data, at } = this.#latest;
    const { interval } = this.#source;
    return {
      event: {
        kind: "snapshot",
        topic: this.topic,
        at,
        staleAfter: staleAfter(interval),
        data,
      },
      cursor: { ...cursor, state: this.#version },
    };
  }

  async #poll(signal: AbortSignal): Promise<PollResult> {
    const data = await this.#source.load(signal);
    if (signal.aborted) return "again";
    const text = JSON.stringify(data);
    const at = this.#clock.wall().toISOString();
    this.#readAt = this.#clock.now();
    // A reading after a failure is sent even when it is the same: it says that all is well again.
    if (text !== this.#latest?.text || this.#trouble.isThere) this.#version += 1;
    this.#trouble.end();
    this.#latest = { data, text, at };
    this.#listeners.notify();
    return this.#source.isFinal(data) ? "settled" : "again";
  }
}
