import "server-only";
import type { LiveClock } from "./clock";

/**
 * Spaces the calls of each operation evenly, whoever makes them: an account's limit counts all
 * loops together.
 */
export class RateLimiter {
  readonly #rates: Readonly<Record<string, number>>;
  readonly #clock: LiveClock;
  readonly #nextFree = new Map<string, number>();

  constructor(requestsPerSecond: Readonly<Record<string, number>>, clock: LiveClock) {
    this.#rates = requestsPerSecond;
    this.#clock = clock;
  }

  /** Resolves when the operation may be called; at once, and uncounted, for one without a limit. */
  async take(operation: string, signal: AbortSignal): Promise<void> {
    const rate = this.#rates[operation];
    if (rate === undefined) return;
    const now = this.#clock.now();
    const slot = Math.max(now, this.#nextFree.get(operation) ?? 0);
    this.#nextFree.set(operation, slot + 1000 / rate);
    if (slot > now) await this.#clock.sleep(slot - now, signal);
  }
}
