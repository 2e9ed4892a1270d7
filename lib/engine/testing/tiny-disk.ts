import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { SandboxTools } from "../runners/sandbox-tools.ts";

/** A small file system in memory. */
export interface TinyDisk extends AsyncDisposable {
  /** Where `through` finds it. */
  readonly folder: string;
  /** The command that runs others where the file system is. */
  readonly through: readonly string[];
  /** Leaves no byte for anybody, or so many. */
  fill(leaving?: number): Promise<void>;
  /** Gives back what `fill` took. */
  relieve(): Promise<void>;
  dispose(): Promise<void>;
}

const BALLAST_BYTES = 64 * 1024;

/**
 * Makes a file system of `bytes` in a mount namespace, which needs no rights but those of the
 * sandbox; a process that lives in there keeps it.
 */
export async function tinyDisk(
  { bubblewrap, nsenter }: SandboxTools,
  bytes: number,
): Promise<TinyDisk> {
  const folder = await mkdtemp(join(tmpdir(), "trainyard-tiny-disk-"));
  const holder = spawn(
    bubblewrap,
    [
      ...["--die-with-parent", "--unshare-user", "--dev-bind", "/", "/"],
      ...["--size", String(bytes), "--tmpfs", folder],
      ...["--", "/bin/sh", "-c", "echo $$; exec cat"],
    ],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const ended = once(holder, "exit");
  const [pid] = (await once(createInterface(holder.stdout), "line")) as [string];
  const ballast = join(`/proc/${pid}/root${folder}`, "ballast");
  const dispose = async () => {
    holder.stdin.end();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return {
    folder,
    through: [nsenter, "-t", pid, "-U", "-m", "--preserve-credentials", "--"],
    async fill(leaving = 0) {
      const file = await open(ballast, "a");
      try {
        for (let size = BALLAST_BYTES; size >= 1; size = Math.floor(size / 2))
          while (await fits(file.write(Buffer.alloc(size))));
        await file.truncate((await file.stat()).size - leaving);
      } finally {
        await file.close();
      }
    },
    relieve: () => rm(ballast),
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

async function fits(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") return false;
    throw error;
  }
}
