import type { DatabaseSync } from "node:sqlite";

/**
 * Runs `work` in one transaction, durable when this returns; a thrown error undoes all of it. Inside
 * of another one, `work` is a part of that.
 */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  if (db.isTransaction) return work();
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    // SQLite has rolled back by itself where the disk was full.
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}
