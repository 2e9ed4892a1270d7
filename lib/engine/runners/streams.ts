import { type ChildProcess, execFile } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import type { ContainerSpec, Exit } from "./runner.ts";

type OnOutput = ContainerSpec["onOutput"];

/** Hands on every chunk; while the receiver's promise is pending, the pipe fills and its writer waits. */
function pump(source: Readable, name: "stdout" | "stderr", onOutput: OnOutput): Promise<void> {
  source.on("data", (chunk: Buffer) => {
    const busy = onOutput(chunk, name);
    if (!busy) return;
    source.pause();
    void busy.finally(() => source.resume());
  });
  return new Promise((resolve) => {
    source.once("close", () => resolve());
  });
}

export interface OutputPipes {
  /** Descriptors a child takes as its standard output and standard error. */
  readonly descriptors: readonly [number, number];
  /** Settles when every holder of the descriptors is gone and all they wrote was delivered. */
  readonly delivered: Promise<void>;
  /** To be called once the child has its own copies, or could not be started. */
  release(): void;
}

/**
 * Two real pipes. Node would give the child sockets, which cannot be opened as /dev/stdout; images
 * that link nginx's log there are common.
 */
export async function openPipes(directory: string, onOutput: OnOutput): Promise<OutputPipes> {
  const names = ["stdout", "stderr"] as const;
  const paths = names.map((name) => join(directory, name));
  await promisify(execFile)("mkfifo", ["-m", "600", ...paths]);
  const open = (name: (typeof names)[number]) => {
    const path = join(directory, name);
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = openSync(path, constants.O_WRONLY);
    return { writer, delivered: pump(new Socket({ fd: reader }), name, onOutput) };
  };
  const [output, errors] = [open("stdout"), open("stderr")];
  return {
    descriptors: [output.writer, errors.writer],
    delivered: Promise.all([output.delivered, errors.delivered]).then(() => undefined),
    release: () => {
      for (const { writer } of [output, errors]) closeSync(writer);
    },
  };
}

/** Settles when the process runs; rejects with the reason when it cannot be started. */
export const started = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", () => {
      child.off("error", reject);
      resolve(child.pid as number);
    });
  });

/** Settles when the process has ended, though its descendants may still write. */
export const ended = (child: ChildProcess): Promise<Exit> =>
  new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
