import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { removeTree } from "./container-files.ts";
import { killFamily, signalProcess } from "./family.ts";

/** The scratch of one running container; its folder's name is the token its processes carry. */
export interface RunRecord {
  readonly token: string;
  readonly directory: string;
}

const LEADER = "leader.json";

/** Opens the record of a run. It stands before the first process does, so none is ever unrecorded. */
export async function openRecord(stateDirectory: string): Promise<RunRecord> {
  const token = randomUUID();
  const directory = join(stateDirectory, token);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return { token, directory };
}

/** Removes a run's scratch; what cannot be removed stays for the next reaping. */
export const closeRecord = ({ directory }: RunRecord): Promise<void> =>
  removeTree(directory).catch(() => undefined);

/** When a process started, in ps's words, which tells it from a later one with the same id. */
export async function startOf(pid: number): Promise<string | undefined> {
  const ask = promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]);
  const answer = await ask.catch(() => undefined); // ps exits 1 when there is no such process.
  return answer?.stdout.trim();
}

/** Notes the leader where processes' environments cannot be read, and the token is of no use. */
export async function noteLeader({ directory }: RunRecord, pid: number): Promise<void> {
  await writeFile(join(directory, LEADER), JSON.stringify({ pid, started: await startOf(pid) }));
}

async function killNotedLeader(directory: string): Promise<void> {
  const text = await readFile(join(directory, LEADER), "utf8").catch(() => undefined);
  if (text === undefined) return;
  const { pid, started } = JSON.parse(text) as { pid: number; started?: string };
  if (started !== undefined && started === (await startOf(pid))) signalProcess(-pid, "SIGKILL");
}

/** Whether an earlier engine left runs behind. */
export async function hasRecords(stateDirectory: string): Promise<boolean> {
  return (await readdir(stateDirectory).catch(() => [])).length > 0;
}

/** Kills what the recorded runs of an earlier engine left, and removes their scratch. */
export async function reapRecords(stateDirectory: string): Promise<void> {
  const tokens = await readdir(stateDirectory).catch(() => []);
  for (const token of tokens) {
    const directory = join(stateDirectory, token);
    await killNotedLeader(directory);
    if (!(await killFamily({ token })))
      throw new Error(
        `Processes of an earlier run survive SIGKILL. Their environment holds ` +
          `TRAINYARD_CONTAINER=${token}: end them by hand, then start the engine again.`,
      );
    await closeRecord({ token, directory });
  }
}
