import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** Says that another engine works on the data directory. */
export class DirectoryInUse extends Error {
  constructor(path: string, holder: string | undefined) {
    super(
      `Another engine${holder === undefined ? "" : ` (process ${holder})`} is using this data directory; its lock is ${path}. ` +
        "Stop it, or choose another directory with --data-dir.",
    );
    this.name = "DirectoryInUse";
  }
}

const SQLITE_BUSY = 5;

/**
 * Makes this process the only engine on a data directory. The lock is the operating system's, on a
 * SQLite file that stays empty: it ends with its process however that ends, so no engine has to
 * judge whether the holder is alive, which two could do at once. `<path>.pid` is for people.
 * Returns what gives the directory free. Throws DirectoryInUse.
 */
export function lockDirectory(path: string): () => void {
  const db = new DatabaseSync(path);
  const holder = `${path}.pid`;
  try {
    db.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    throw new DirectoryInUse(path, readHolder(holder));
  }
  writeFileSync(holder, String(process.pid), { mode: 0o600 });
  return () => {
    rmSync(holder, { force: true });
    db.close();
  };
}

/** Undefined when the holder has taken the lock just now. */
function readHolder(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8") || undefined;
  } catch {
    return undefined;
  }
}
