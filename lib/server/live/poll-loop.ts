import "server-only";
import { AppError } from "@/lib/domain/app-error";
import { isTargetFault } from "@/lib/domain/target-faults";
import type { LiveClock } from "./clock";

/** Whether there can be anything new another time. */
export type PollResult = "again" | "settled";

interface PollLoopOptions {
  readonly interval: number;
  readonly clock: LiveClock;
  /** One question. It may look at the signal between calls; what it returns after is dropped. */
  readonly work: (signal: AbortSignal) => Promise<PollResult>;
  /** A failed question, and how many milliseconds from now the next one follows. */
  readonly onFault: (error: unknown, retryIn: number) => void;
}

/** The pause after the first failure; it doubles from there. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_INTERVALS = 6;

/** Whoever signs in, or starts the engine, tells nobody; and it costs nothing to look. */
const isLookedFor = (error: unknown): boolean =>
  error instanceof AppError && isTargetFault(error.code);

/**
 * Asks again and again, with growing pauses while it fails, until settled or stopped. The pauses do
 * not grow while the whole target cannot be used.
 */
export class PollLoop {
  readonly #options: PollLoopOptions;
  #stop: AbortController | null = null;
  #wake: AbortController | null = null;
  #settled = false;
  #failures = 0;

  constructor(options: PollLoopOptions) {
    this.#options = options;
  }

  get settled(): boolean {
    return this.#settled;
  }

  start(): void {
    if (this.#stop !== null || this.#settled) return;
    const stop = new AbortController();
    this.#stop = stop;
    void this.#run(stop.signal);
  }

  stop(): void {
    this.#stop?.abort();
    this.#stop = null;
    this.#wake?.abort();
  }

  /** Ends the pause after a failure, when a person asked to try now. */
  retryNow(): void {
    if (this.#failures > 0) this.#wake?.abort();
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const pause = await this.#ask(signal);
      if (signal.aborted) return;
      if (pause === null) {
        this.#settled = true;
        this.#stop = null;
        return;
      }
      this.#wake = new AbortController();
      await this.#options.clock.sleep(pause, this.#wake.signal);
    }
  }

  /** Milliseconds until the next question, or null when there is none. */
  async #ask(signal: AbortSignal): Promise<number | null> {
    const { work, interval, onFault } = this.#options;
    try {
      const result = await work(signal);
      this.#failures = 0;
      return result === "settled" ? null : interval;
    } catch (error) {
      if (signal.aborted) return interval;
      const first = Math.max(FIRST_PAUSE_MS, interval);
      const longest = Math.max(LONGEST_PAUSE_MS, interval * LONGEST_PAUSE_INTERVALS);
      const pause = isLookedFor(error) ? first : Math.min(longest, first * 2 ** this.#failures);
      this.#failures += 1;
      onFault(error, pause);
      return pause;
    }
  }
}
