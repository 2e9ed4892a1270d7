import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";

/** Says that another engine works on the data directory. */
export class DirectoryInUse extends Error {
  constructor(path: string, pid: number) {
    super(
      `Another engine (process ${pid}) is using this data directory; its lock is ${path}. ` +
        "Stop it, or choose another directory with --data-dir.",
    );
    this.name = "DirectoryInUse";
  }
}

interface Holder {
  readonly pid: number;
  /** When the process started, so that a reused number is not taken for the holder. */
  readonly started: string | undefined;
}

/**
 * Makes this process the only engine on a data directory; a lock whose holder is gone is taken over.
 * Returns what gives the directory free. Throws DirectoryInUse.
 */
export function lockDirectory(path: string): () => void {
  const mine: Holder = { pid: process.pid, started: startOf(process.pid) };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (tryCreate(path, mine)) return () => rmSync(path, { force: true });
    const holder = readHolder(path);
    if (holder && isAlive(holder)) throw new DirectoryInUse(path, holder.pid);
    rmSync(path, { force: true });
  }
  throw new Error(`The lock ${path} cannot be taken: other engines are starting at the same time.`);
}

function tryCreate(path: string, holder: Holder): boolean {
  let file: number;
  try {
    file = openSync(path, "wx", 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
  writeSync(file, JSON.stringify(holder));
  closeSync(file);
  return true;
}

/** Undefined for a lock that was cut short while it was written, or is gone by now. */
function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const now = startOf(pid);
  return started === undefined || now === undefined || started === now;
}

/** The kernel's start time of a process (proc(5), field 22 of stat); undefined where there is no /proc. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name, in parentheses, may hold spaces; the start time is the 20th field after it.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}
