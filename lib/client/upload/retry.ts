import { FileGone } from "./part-hasher";

const ATTEMPTS = 6;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 15_000;

/** An answer of S3 to a part. Those that may pass by themselves are tried again. */
export class PartRefused extends Error {
  readonly status: number;
  readonly passing: boolean;

  /** @param status HTTP status, or 0 when no answer came. */
  constructor(status: number, text: string) {
    super(text);
    this.name = "PartRefused";
    this.status = status;
    // The address expired, or the session it was signed with: the next attempt signs a new one.
    const isSignedAnew = status === 403 || (status === 400 && text.includes("ExpiredToken"));
    this.passing =
      status === 0 || isSignedAnew || status === 408 || status === 429 || status >= 500;
  }
}

function passes(error: unknown): boolean {
  if (error instanceof FileGone) return false;
  return !(error instanceof PartRefused) || error.passing;
}

/** Doubles with every attempt, from 0.4 s to 15 s, less up to a half so that parts do not meet. */
export const backOffMs = (attempt: number, random: () => number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt) * (1 - random() / 2);

/** Tries up to six times. An abort of `signal` ends it at once with the abort's reason. */
export async function withRetry<T>(
  attempt: () => Promise<T>,
  wait: (ms: number, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (tried + 1 >= ATTEMPTS || !passes(error)) throw error;
      await wait(backOffMs(tried, Math.random), signal);
    }
  }
}

/** A wait that an abort ends early. */
export const abortableWait = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", end);
      resolve();
    }, ms);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
