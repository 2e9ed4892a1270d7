import "server-only";

/** Time for everything live, so that a test can hold it. */
export interface LiveClock {
  /** Milliseconds that only ever grow. */
  now(): number;
  /** The time of day, for people. */
  wall(): Date;
  /** Resolves after `ms`, or at once when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}

export const systemClock: LiveClock = {
  now: () => performance.now(),
  wall: () => new Date(),
  sleep,
};
