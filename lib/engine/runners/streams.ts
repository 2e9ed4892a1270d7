import type { ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import type { ContainerSpec, Exit } from "./runner.ts";

type OnOutput = ContainerSpec["onOutput"];

/** Hands on every chunk; while the receiver's promise is pending, the pipe fills and its writer waits. */
export function pump(source: Readable, name: "stdout" | "stderr", onOutput: OnOutput): void {
  source.on("data", (chunk: Buffer) => {
    const busy = onOutput(chunk, name);
    if (!busy) return;
    source.pause();
    void busy.finally(() => source.resume());
  });
}

export const pumpBoth = (child: ChildProcess, onOutput: OnOutput): void => {
  if (child.stdout) pump(child.stdout, "stdout", onOutput);
  if (child.stderr) pump(child.stderr, "stderr", onOutput);
};

/** Settles when the process runs; rejects with the reason when it cannot be started. */
export const started = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", () => {
      child.off("error", reject);
      resolve(child.pid as number);
    });
  });

/** Settles when the process has ended, and perhaps its descendants still write. */
export const ended = (child: ChildProcess): Promise<Exit> =>
  new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });

/** Settles when the process has ended and everything its pipes held was delivered. */
export const drained = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once("close", () => resolve());
  });
