import { spawn } from "node:child_process";
import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { open, unlink } from "node:fs/promises";
import { Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ended, started } from "../../../../../runners/streams.ts";

const POLL_MS = 10;
const REPLACED = "The container put something else in a pipe's place.";

/**
 * A folder for FIFOs. The container can put links anywhere in its files, so what is in the folder is
 * reached through the folder itself and never by its path.
 */
export interface FifoFolder {
  make(name: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** For writing, as soon as somebody reads; undefined once `signal` is aborted. */
  openForReader(name: string, signal: AbortSignal): Promise<Socket | undefined>;
  close(): Promise<void>;
}

export async function openFifoFolder(path: string): Promise<FifoFolder> {
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  const isLinux = process.platform === "linux";
  const within = (descriptor: number, name: string) =>
    isLinux ? `/proc/self/fd/${descriptor}/${name}` : join(path, name);
  return {
    async make(name) {
      // As its descriptor 3 the program has the folder.
      const program = spawn("mkfifo", ["-m", "644", within(3, name)], {
        stdio: ["ignore", "ignore", "ignore", folder.fd],
      });
      const over = ended(program);
      await started(program);
      if ((await over).code !== 0) throw new Error(`The pipe ${name} could not be made.`);
    },
    remove: (name) => unlink(within(folder.fd, name)).catch(() => undefined),
    async openForReader(name, signal) {
      while (!signal.aborted) {
        const pipe = tryToOpen(within(folder.fd, name));
        if (pipe) return pipe;
        await delay(POLL_MS, undefined, { ref: false });
      }
      return undefined;
    },
    close: () => folder.close(),
  };
}

/** Undefined as long as nobody reads. */
function tryToOpen(path: string): Socket | undefined {
  const flags = constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
  let fd: number;
  try {
    fd = openSync(path, flags);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENXIO") return undefined;
    throw new Error(REPLACED, { cause });
  }
  if (fstatSync(fd).isFIFO()) return new Socket({ fd, readable: false, writable: true });
  closeSync(fd);
  throw new Error(REPLACED);
}
