import { DatabaseSync } from "node:sqlite";

const SQLITE_BUSY = 5;

/**
 * Takes the lock at `path`, or answers undefined when it is held. The lock is the operating
 * system's, on a SQLite file that stays empty: it ends with its holder however that ends, so none is
 * ever stale. Closing what is answered gives it free.
 */
export function tryExclusiveLock(path: string): DatabaseSync | undefined {
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
