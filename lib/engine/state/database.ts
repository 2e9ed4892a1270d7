import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { inTransaction } from "./transaction.ts";

/** One step of the schema. Applied once, in the order of the list; never changed once released. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** A burst may need more; what is beyond it is given back at the next checkpoint. */
const WAL_BYTES = 64 * 1024 * 1024;

/**
 * Opens the engine's database, creating it when absent, and brings its schema up to date.
 * What a statement wrote is on disk when it returns: write-ahead log, synchronous=FULL.
 */
export function openDatabase(path: string, migrations: readonly Migration[]): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(path);
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
  db.exec(`PRAGMA journal_size_limit = ${WAL_BYTES}`);
  migrate(db, migrations);
  return db;
}

/** In one transaction, since each waits for the disk. */
function migrate(db: DatabaseSync, migrations: readonly Migration[]): void {
  inTransaction(db, () => applyMissing(db, migrations));
}

function applyMissing(db: DatabaseSync, migrations: readonly Migration[]): void {
  db.exec("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT");
  const done = new Set(
    db
      .prepare("SELECT name FROM migrations")
      .all()
      .map((row) => row["name"]),
  );
  const known = new Set(migrations.map(({ name }) => name));
  const stranger = [...done].find((name) => !known.has(String(name)));
  if (stranger !== undefined) {
    throw new Error(
      `The data directory was written by a newer Trainyard (migration "${stranger}"). ` +
        "Update Trainyard, or choose another data directory.",
    );
  }
  const note = db.prepare("INSERT INTO migrations VALUES (?)");
  for (const { name, sql } of migrations) {
    if (done.has(name)) continue;
    db.exec(sql);
    note.run(name);
  }
}
