/** Time, injected so that tests move it by hand. */
export interface Clock {
  /** Wall-clock time, for what is shown and stored. */
  now(): Date;
  /** Milliseconds that never run backwards, for durations. */
  monotonic(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
};
