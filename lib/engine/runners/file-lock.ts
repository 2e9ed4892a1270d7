import { setTimeout as delay } from "node:timers/promises";
import { tryExclusiveLock } from "../state/exclusive-lock.ts";

const RETRY_MS = 100;

/** Runs `work` while no other process or caller holds the lock file at `path`. */
export async function withFileLock<Result>(
  path: string,
  { signal, waiting }: { readonly signal: AbortSignal; readonly waiting: () => void },
  work: () => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  let lock = tryExclusiveLock(path);
  if (!lock) waiting();
  while (!lock) {
    await delay(RETRY_MS, undefined, { signal });
    lock = tryExclusiveLock(path);
  }
  try {
    return await work();
  } finally {
    lock.close();
  }
}
