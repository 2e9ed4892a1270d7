import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import * as z from "zod";

/** The documents bubblewrap writes to its --json-status-fd, each on a line. */
const statusDocument = z.object({
  "child-pid": z.int().optional(),
  "exit-code": z.int().optional(),
});

export interface SandboxStatus {
  /** The container's first process as this machine numbers it; undefined when there never was one. */
  readonly init: Promise<number | undefined>;
  /** The command's exit code, 128 + n for signal n; undefined when it never ran or was killed with bubblewrap. */
  readonly exitCode: Promise<number | undefined>;
}

/** Reads what bubblewrap reports until it closes the stream. */
export function readStatus(source: Readable): SandboxStatus {
  const lines = createInterface({ input: source });
  const member = <Name extends "child-pid" | "exit-code">(name: Name) =>
    new Promise<number | undefined>((resolve) => {
      lines.on("line", (line) => {
        const status = statusDocument.parse(JSON.parse(line));
        if (status[name] !== undefined) resolve(status[name]);
      });
      lines.once("close", () => resolve(undefined));
    });
  return { init: member("child-pid"), exitCode: member("exit-code") };
}
