import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Exit } from "../../../runners/runner.ts";
import { realFolder } from "../containers/archive.ts";
import { exitCodeOf } from "../containers/exit-code.ts";

const MAX_REASON = 1024;

/** The job's FailureReason: the cause first, the exit code last, 1,024 characters in all. */
export function algorithmError(cause: string, exit: Exit): string {
  const suffix = `, exit code: ${exitCodeOf(exit)}`;
  const prefix = "AlgorithmError: ";
  return prefix + cause.trim().slice(0, MAX_REASON - prefix.length - suffix.length) + suffix;
}

/**
 * The cause in words: the failure file, else the last line of a traceback that
 * ends the log, else where to look.
 */
export async function causeOfFailure(mlRoot: string, tail: readonly string[]): Promise<string> {
  const written = await readFailureFile(mlRoot);
  if (written !== "") return written;
  const last = tail.at(-1);
  return last === undefined
    ? "The container wrote neither a failure file nor a log line"
    : `${last} (last line of the log; the container wrote no failure file)`;
}

async function readFailureFile(mlRoot: string): Promise<string> {
  const folder = await realFolder(mlRoot, "output");
  if (!folder) return "";
  // A link could lead out of the container's folder; O_NONBLOCK keeps a FIFO from blocking.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(join(folder, "failure"), flags).catch(() => undefined);
  if (!file) return "";
  try {
    if (!(await file.stat()).isFile()) return "";
    // A character of UTF-8 takes at most four bytes.
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_REASON * 4));
    return buffer.toString("utf8", 0, bytesRead).slice(0, MAX_REASON);
  } finally {
    await file.close();
  }
}
