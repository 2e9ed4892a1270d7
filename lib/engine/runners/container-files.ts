import { spawn } from "node:child_process";
import { readdir, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { ended, started } from "./streams.ts";

/** Runs a program of the system for its exit code alone; one that is not there counts as failed. */
async function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  const child = spawn(program, args, { stdio: "ignore" });
  const over = ended(child);
  const isStarted = await started(child).then(
    () => true,
    () => false,
  );
  return isStarted && (await over).code === 0;
}

/**
 * Gives this user, who owns them, the rights that a container took from its files and folders:
 * SageMaker reads them as root, who needs none. Links are not followed.
 */
export async function reopenTree(folder: string): Promise<void> {
  await succeeds("chmod", ["-R", "u+rwX", "--", folder]);
}

/** Takes the right to write from all of a folder's files and folders; root keeps it where a container has its capabilities. */
export async function protectTree(folder: string): Promise<void> {
  await succeeds("chmod", ["-R", "a-w", "--", folder]);
}

/** Most folders were emptied before; no program need be started for those. */
const isGoneAsEmpty = (folder: string): Promise<boolean> =>
  rmdir(folder).then(
    () => true,
    ({ code }: NodeJS.ErrnoException) => code === "ENOENT",
  );

/**
 * Deletes a folder that a container had its hands on; rejects when something of it stays. Node's
 * own `rm` goes by paths, and a container can nest folders deeper than a path may be long; the
 * system's goes from folder to folder.
 */
export async function removeTree(folder: string): Promise<void> {
  if (await isGoneAsEmpty(folder)) return;
  if (await succeeds("rm", ["-rf", "--", folder])) return;
  await reopenTree(folder);
  if (await succeeds("rm", ["-rf", "--", folder])) return;
  throw new Error(`The folder ${folder} could not be deleted. Delete it by hand.`);
}

/** Deletes what is in a folder, but for entries of these names. */
export async function removeOthers(folder: string, kept: ReadonlySet<string>): Promise<void> {
  if (kept.size === 0) return removeTree(folder);
  const others = (await readdir(folder)).filter((name) => !kept.has(name));
  for (const name of others) await removeTree(join(folder, name));
}
