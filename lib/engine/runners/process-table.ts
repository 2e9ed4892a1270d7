import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Dead, waiting for its parent to look. */
  readonly zombie: boolean;
  /** Processor time of the process and of the children it has waited for, in seconds. */
  readonly cpuSeconds: number;
  readonly memoryBytes: number;
}

// Linux shows times in USER_HZ and sizes in pages through /proc; both are fixed by its ABI on the
// architectures Node supports, except for pages on some arm64 kernels, so those are read from status.
const TICKS_PER_SECOND = 100;

/** One line of /proc/<pid>/stat: proc_pid_stat(5). The name may hold spaces and brackets. */
export function parseStat(line: string): Omit<ProcessEntry, "memoryBytes"> {
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  const number = (index: number): number => Number(fields[index - 3]);
  return {
    pid: Number.parseInt(line, 10),
    parent: number(4),
    group: number(5),
    zombie: fields[0] === "Z" || fields[0] === "X",
    cpuSeconds: (number(14) + number(15) + number(16) + number(17)) / TICKS_PER_SECOND,
  };
}

/** The seconds in ps's `[[days-]hours:]minutes:seconds[.hundredths]`. */
export function parsePsTime(text: string): number {
  const [clock = "", days = "0"] = text.split("-").reverse();
  return clock.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days) * 86_400;
}

/** One process as /proc shows it, so on Linux only; undefined when there is none. */
export async function readProcess(pid: number): Promise<ProcessEntry | undefined> {
  try {
    const stat = parseStat(await readFile(`/proc/${pid}/stat`, "utf8"));
    return { ...stat, memoryBytes: 0 };
  } catch {
    return undefined; // It has ended.
  }
}

/** Resident bytes of one process, 0 when it is gone. */
async function readProcMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

async function listByPs(): Promise<ProcessEntry[]> {
  const columns = "pid=,ppid=,pgid=,stat=,rss=,time=";
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", columns]);
  return stdout
    .trim()
    .split("\n")
    .map((line) => {
      const [pid, parent, group, state = "", rss, time = "0"] = line.trim().split(/\s+/);
      return {
        pid: Number(pid),
        parent: Number(parent),
        group: Number(group),
        zombie: state.startsWith("Z"),
        cpuSeconds: parsePsTime(time),
        memoryBytes: Number(rss) * 1024,
      };
    });
}

/** Every process of the machine. Memory is filled in by `withMemory` on Linux, where it costs more. */
export async function listProcesses(): Promise<ProcessEntry[]> {
  if (process.platform !== "linux") return listByPs();
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const entries = await Promise.all(names.map((name) => readProcess(Number(name))));
  return entries.filter((entry) => entry !== undefined);
}

export async function withMemory(entries: readonly ProcessEntry[]): Promise<ProcessEntry[]> {
  if (process.platform !== "linux") return [...entries];
  return Promise.all(
    entries.map(async (entry) => ({ ...entry, memoryBytes: await readProcMemory(entry.pid) })),
  );
}

/** The process `root` and everything that descends from it. */
export function collectFamily(
  table: readonly ProcessEntry[],
  belongs: (entry: ProcessEntry) => boolean,
): ProcessEntry[] {
  const family = new Map(table.filter(belongs).map((entry) => [entry.pid, entry]));
  let before = -1;
  while (before !== family.size) {
    before = family.size;
    for (const entry of table) if (family.has(entry.parent)) family.set(entry.pid, entry);
  }
  return [...family.values()];
}

/** True when the process has `NAME=value` in the environment it was started with; Linux only. */
export async function hasEnvironment(pid: number, assignment: string): Promise<boolean> {
  if (process.platform !== "linux") return false;
  // Foreign users' processes cannot be read, and are not ours.
  const environment = await readFile(`/proc/${pid}/environ`, "latin1").catch(() => "");
  return environment.split("\0").includes(assignment);
}
