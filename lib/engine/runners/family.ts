import { setTimeout as delay } from "node:timers/promises";
import {
  collectFamily,
  hasEnvironment,
  listProcesses,
  type ProcessEntry,
  withMemory,
} from "./process-table.ts";
import type { Usage } from "./runner.ts";

/** Carries the token of the run; children inherit it, even those that leave the process group. */
export const TOKEN_VARIABLE = "TRAINYARD_CONTAINER";

const POLL_MS = 5;
const GIVE_UP_MS = 30_000;

/** Which processes are a container's: those of its process group, and those that carry its token. */
export interface FamilyMark {
  readonly token: string;
  /** Process id of the group's leader; unknown when an earlier engine started it. */
  readonly leader?: number;
}

const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ESRCH";

/** Sends a signal; false when there is no such process or group any more. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

async function listMembers({ token, leader }: FamilyMark): Promise<ProcessEntry[]> {
  const table = await listProcesses();
  const assignment = `${TOKEN_VARIABLE}=${token}`;
  const marked = await Promise.all(table.map(({ pid }) => hasEnvironment(pid, assignment)));
  const pids = new Set(table.filter((_, index) => marked[index]).map(({ pid }) => pid));
  const family = collectFamily(table, ({ pid, group }) => group === leader || pids.has(pid));
  return family.filter(({ zombie }) => !zombie);
}

/**
 * Kills a family until none of it is left; new members that appear meanwhile too. Returns false
 * when some survive half a minute of it, as a process stuck in the kernel does.
 */
export async function killFamily(mark: FamilyMark): Promise<boolean> {
  const deadline = performance.now() + GIVE_UP_MS;
  while (performance.now() < deadline) {
    const members = await listMembers(mark);
    if (members.length === 0) return true;
    for (const { pid } of members) signalProcess(pid, "SIGKILL");
    await delay(POLL_MS);
  }
  return false;
}

/**
 * A meter of the processes for which `belongs` holds and of their descendants. It reads nothing
 * once the container has ended, when process ids may be used anew.
 */
export function createMeter(
  belongs: (entry: ProcessEntry) => boolean,
  exited: Promise<unknown>,
): () => Promise<Usage | undefined> {
  let last = { at: performance.now(), cpuSeconds: 0 };
  let over = false;
  void exited.then(() => {
    over = true;
  });
  return async () => {
    const alive = (await listProcesses()).filter(({ zombie }) => !zombie);
    const family = await withMemory(collectFamily(alive, belongs));
    if (over || family.length === 0) return undefined;
    const at = performance.now();
    const cpuSeconds = family.reduce((sum, entry) => sum + entry.cpuSeconds, 0);
    const elapsed = Math.max(at - last.at, 1) / 1000;
    const cpuPercent = Math.max(0, ((cpuSeconds - last.cpuSeconds) / elapsed) * 100);
    last = { at, cpuSeconds };
    return { cpuPercent, memoryBytes: family.reduce((sum, entry) => sum + entry.memoryBytes, 0) };
  };
}
