import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";

const RETRY_MS = 100;
const SQLITE_BUSY = 5;

function tryLock(path: string): DatabaseSync | undefined {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
    return database;
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return undefined;
    throw error;
  }
}

/**
 * Runs `work` while no other process or caller holds the lock file at `path`. SQLite's lock is
 * used because the operating system frees it when its holder is killed, so none is ever stale.
 */
export async function withFileLock<Result>(
  path: string,
  { signal, waiting }: { readonly signal: AbortSignal; readonly waiting: () => void },
  work: () => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  let lock = tryLock(path);
  if (!lock) waiting();
  while (!lock) {
    await delay(RETRY_MS, undefined, { signal });
    lock = tryLock(path);
  }
  try {
    return await work();
  } finally {
    lock.close();
  }
}
