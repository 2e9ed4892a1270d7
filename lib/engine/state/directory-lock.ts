import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tryExclusiveLock } from "./exclusive-lock.ts";

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

/**
 * Makes this process the only engine on a data directory; no engine has to judge whether another one
 * is alive, which two could do at once. `<path>.pid` is for people. Returns what gives the directory
 * free. Throws DirectoryInUse.
 */
export function lockDirectory(path: string): () => void {
  const holder = `${path}.pid`;
  const lock = tryExclusiveLock(path);
  if (!lock) throw new DirectoryInUse(path, readHolder(holder));
  try {
    writeFileSync(holder, String(process.pid), { mode: 0o600 });
  } catch (error) {
    lock.close();
    throw error;
  }
  return () => {
    rmSync(holder, { force: true });
    lock.close();
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
