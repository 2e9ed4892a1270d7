import "server-only";
import { AppError } from "@/lib/domain/app-error";
import { problemSentences } from "@/lib/words/problems";
import type { CallRates } from "./limits";

/** Time for a limiter, so that a test can hold it. */
export interface LimiterClock {
  /** Milliseconds that only ever grow. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export const limiterClock: LimiterClock = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Whoever would wait longer is told so at once: nobody looks at a page for that long. */
const LONGEST_WAIT_MS = 30_000;

/**
 * Lets the calls of an operation pass as its rate allows, whoever makes them: the limit of an
 * account counts all of them together. The calls of one second may pass at once.
 */
export class RateLimiter {
  readonly #rates: CallRates;
  readonly #clock: LimiterClock;
  /** When the calls that passed so far would all have passed, had they been spaced evenly. */
  readonly #spentUntil = new Map<string, number>();

  constructor(rates: CallRates, clock: LimiterClock = limiterClock) {
    this.#rates = rates;
    this.#clock = clock;
  }

  /**
   * Resolves when the operation may be called; at once for one without a limit.
   * @throws AppError Throttled when too many wait already
   */
  async take(service: string, operation: string): Promise<void> {
    const rates = this.#rates[service];
    const rate = rates?.[operation] ?? rates?.["*"];
    if (rate === undefined) return;
    const key = `${service} ${operation}`;
    const now = this.#clock.now();
    const spacing = 1000 / rate;
    const ahead = Math.max(1000 - spacing, 0);
    const spentUntil = Math.max(now, this.#spentUntil.get(key) ?? 0);
    const wait = spentUntil - ahead - now;
    if (wait > LONGEST_WAIT_MS) {
      throw new AppError("Throttled", { detail: problemSentences.ownLimit(operation, rate) });
    }
    this.#spentUntil.set(key, spentUntil + spacing);
    if (wait > 0) await this.#clock.sleep(wait);
  }
}
