/** Timers, injected so that tests need not wait. */
export interface Timers {
  /** Runs `work` once after `milliseconds`, however long that is; the answer cancels it. */
  after(milliseconds: number, work: () => void): () => void;
  /** Runs `work` again and again; the answer ends that. */
  every(milliseconds: number, work: () => void): () => void;
}

/** The longest delay that Node's timers keep; longer ones fire at once. */
const LONGEST_DELAY = 2 ** 31 - 1;

/**
 * Timers that do not keep the process alive. Nobody waits for their work, so what it throws, as on
 * a full disk, goes to `report` and ends nothing else.
 */
export function createTimers(report: (error: unknown) => void): Timers {
  const guarded = (work: () => void) => () => {
    try {
      work();
    } catch (error) {
      report(error);
    }
  };
  return {
    after(milliseconds, work) {
      const fire = guarded(work);
      let timer: NodeJS.Timeout;
      const wait = (left: number) => {
        const delay = Math.min(left, LONGEST_DELAY);
        timer = setTimeout(() => (left > delay ? wait(left - delay) : fire()), delay);
        timer.unref();
      };
      wait(milliseconds);
      return () => clearTimeout(timer);
    },
    every(milliseconds, work) {
      const timer = setInterval(guarded(work), milliseconds);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}
