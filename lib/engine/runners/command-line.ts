import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import type { SourceSpec } from "./runner.ts";

/**
 * The arguments vector a container runs. As with `docker run`, an entry point replaces the image's
 * command, and arguments follow either.
 */
export function argumentsOf(spec: SourceSpec): readonly [string, ...string[]] {
  const base = spec.entrypoint ?? spec.image.commands[spec.command];
  const [file, ...rest] = base ?? [];
  if (file === undefined)
    throw new Error(
      `The image ${spec.image.reference} has no ${spec.command} command: ` +
        `add it to "commands" in its image.json.`,
    );
  return [file, ...rest, ...(spec.arguments ?? [])];
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/**
 * The file that `command` names, looked up as execvp(3) does: on `path` when it has no slash, else
 * from the image's directory. Rejects naming the command, the image and the fix.
 */
export async function findExecutable(
  command: string,
  spec: SourceSpec,
  path: readonly string[],
  /** Where an absolute path of the container lies on this machine. */
  toHostPath: (path: string) => string = (path) => path,
): Promise<string> {
  const { directory, reference } = spec.image;
  const inPlace = command.includes("/");
  const candidates = inPlace
    ? [isAbsolute(command) ? toHostPath(command) : resolve(directory, command)]
    : path.map((folder) => join(folder, command));
  for (const candidate of candidates) if (await isExecutable(candidate)) return candidate;
  const problem = inPlace
    ? `there is no executable file ${candidates[0]}: check the path and its mode (chmod +x)`
    : `it is not on the path (${path.join(", ")}): add the package that brings it to the image's ` +
      "requirements, or give its path from the image's root";
  throw new Error(`The image ${reference} cannot run "${command}": ${problem}.`);
}
