import "server-only";
import { randomUUID } from "node:crypto";
import type { LogPosition, ProblemEvent, TopicEvent } from "@/lib/contracts/live";
import { toProblem } from "../problem";
import type { LiveClock } from "./clock";

/** How much of a topic a reader has: versions of its state, problem and end, and where its log is. */
export interface FeedCursor {
  readonly state: number;
  readonly problem: number;
  readonly end: number;
  readonly log: LogPosition;
}

export const startOf = (log: LogPosition = {}): FeedCursor => ({
  state: 0,
  problem: 0,
  end: 0,
  log,
});

export interface Delivery {
  readonly event: TopicEvent;
  /** Where the reader is after this event. */
  readonly cursor: FeedCursor;
}

/** One followed resource, polled once whatever the number of readers. */
export interface Feed {
  readonly topic: string;
  start(): void;
  stop(): void;
  /** Asks at once when the last question failed. */
  retryNow(): void;
  /** Milliseconds since the last good reading, 0 when no other is needed, null before the first. */
  age(): number | null;
  /** Calls the listener whenever `read` may have something new; returns the way to end that. */
  onChange(listener: () => void): () => void;
  /** The next event after the cursor, of bounded size, or null when there is none yet. */
  read(cursor: FeedCursor): Delivery | null | Promise<Delivery | null>;
}

/** What readers are woken by. */
export class Listeners {
  readonly #listeners = new Set<() => void>();

  add(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The failure a feed is in, if any, as readers are told of it. */
export class Trouble {
  #version = 0;
  #event: ProblemEvent | null = null;

  get isThere(): boolean {
    return this.#event !== null;
  }

  begin(topic: string, error: unknown, retryIn: number, clock: LiveClock): void {
    this.#version += 1;
    this.#event = {
      kind: "problem",
      topic,
      problem: toProblem(error, randomUUID()),
      nextTryAt: new Date(clock.wall().getTime() + retryIn).toISOString(),
    };
  }

  end(): void {
    this.#event = null;
  }

  read(cursor: FeedCursor): Delivery | null {
    if (this.#event === null || cursor.problem >= this.#version) return null;
    return { event: this.#event, cursor: { ...cursor, problem: this.#version } };
  }
}

/** Beats come this often, so no reader can know a younger age. */
export const BEAT_MS = 500;
const YOUNGEST_STALE_MS = 2000;

/** Older than twice the polling interval is no longer live, as far as beats can tell. */
export const staleAfter = (interval: number): number => Math.max(2 * interval, YOUNGEST_STALE_MS);
