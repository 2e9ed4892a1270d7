import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { noInterpreter, noProgram, notExecutable } from "../image-faults.ts";
import { HostileImage, scopedPath } from "./scoped-path.ts";

/** How a program is looked for: as execvp(3) does, in an image. */
export interface Search {
  /** The image's root file system, and the folder that is at /opt/ml. */
  readonly root: string;
  readonly reference: string;
  readonly path: readonly string[];
  readonly workingDirectory: string;
}

/** Throws, naming cause and fix, where the image cannot run `program`. */
export async function requireProgram(program: string, search: Search): Promise<void> {
  const { root, reference, path, workingDirectory } = search;
  const candidates = program.includes("/")
    ? [program.startsWith("/") ? program : join(workingDirectory, program)]
    : path.map((folder) => join(folder, program));
  // The job's own folder is bound later, and is not the image's to have.
  if (candidates.some((candidate) => candidate.startsWith("/opt/ml/"))) return;
  const files = await Promise.all(candidates.map((candidate) => findFile(root, candidate)));
  const present = files.filter((file) => file !== undefined);
  const executable = present.find(({ mode }) => (mode & 0o111) !== 0);
  if (executable) return requireInterpreter(program, executable.path, search);
  throw present.length > 0 ? notExecutable(reference, program) : noProgram(reference, program);
}

/** A regular file of the image; undefined when there is none of this name. */
async function findFile(
  root: string,
  name: string,
): Promise<{ readonly path: string; readonly mode: number } | undefined> {
  try {
    const path = await scopedPath(root, name.split("/"), { followLast: true });
    const found = await stat(path);
    return found.isFile() ? { path, mode: found.mode } : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof HostileImage || code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

const HEAD_BYTES = 256;

async function requireInterpreter(
  program: string,
  file: string,
  { root, reference }: Search,
): Promise<void> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.subarray(0, bytesRead).toString("latin1");
    const interpreter = /^#!\s*([^\s]+)([^\n]*)/.exec(head);
    if (!interpreter) return;
    const [, path = "", rest = ""] = interpreter;
    if (rest.endsWith("\r") || !(await findFile(root, path)))
      throw noInterpreter(reference, program);
  } finally {
    await handle.close();
  }
}
