import { createHash } from "node:crypto";
import { access, mkdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { removeOldEnvironments } from "./environment-bounds.ts";
import { killFamily } from "./family.ts";
import { withFileLock } from "./file-lock.ts";
import { runStep } from "./pip.ts";
import { findPython, type Python } from "./python.ts";
import type { SourceImageToRun } from "./runner.ts";
import type { HostEnvironment } from "./variables.ts";

/** A virtual environment that is complete. */
export interface PythonEnvironment {
  readonly directory: string;
  /** Holds `python` and the packages' commands; goes first on the path. */
  readonly binDirectory: string;
  /** The interpreter's own installation, which the environment links to. */
  readonly basePrefix: string;
}

export interface Environments {
  /**
   * The environment of an image, made when it is not there yet. An image without requirements gets
   * a bare one, or none on a machine without Python. A new one may cost the one that was used
   * longest ago, of those this engine did not ask for. Rejects naming the cause and the fix.
   */
  prepare(
    image: SourceImageToRun,
    progress: (line: string) => void,
    signal: AbortSignal,
  ): Promise<PythonEnvironment | undefined>;
}

interface Settings {
  /** `<data>/environments` */
  readonly directory: string;
  /** The machine's environment variables: the path to look for Python on, proxy and index settings. */
  readonly host: HostEnvironment;
  /** The interpreter to use instead of the newest one found (TRAINYARD_PYTHON). */
  readonly python?: string;
}

// Scripts installed in an environment begin with its path, so it cannot be made elsewhere and
// renamed into place: it is made where it stays, and this file, renamed into place, completes it.
const COMPLETE = "complete.json";

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const environmentId = (requirements: Buffer | undefined, { executable, version }: Python): string =>
  createHash("sha256")
    .update(JSON.stringify([version, executable, process.platform, process.arch]))
    .update(requirements ?? "")
    .digest("hex")
    .slice(0, 32);

interface Work {
  readonly image: SourceImageToRun;
  readonly python: Python;
  readonly directory: string;
  readonly host: HostEnvironment;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

const binOf = (directory: string): string =>
  join(directory, process.platform === "win32" ? "Scripts" : "bin");

async function install({ image, python, directory, host, progress, signal }: Work): Promise<void> {
  const step = { directory, host, progress, signal };
  const bare = image.requirements === undefined;
  progress(`Making a Python ${python.version} environment`);
  await runStep(
    python.executable,
    ["-I", "-m", "venv", ...(bare ? ["--without-pip"] : []), directory],
    step,
  );
  if (image.requirements === undefined) return;
  progress(`Installing ${image.requirements} of ${image.reference}`);
  await runStep(
    join(binOf(directory), "python"),
    [
      ...["-I", "-m", "pip", "install", "--require-hashes", "--no-input"],
      ...["--disable-pip-version-check", "--progress-bar", "off", "--retries", "2"],
      ...["-r", join(image.directory, image.requirements)],
    ],
    step,
  );
}

async function make(work: Work): Promise<void> {
  const { directory, python, image } = work;
  // An engine that was killed may have left its pip at work here.
  await killFamily({ token: directory });
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  try {
    await install(work);
    const partial = join(directory, `${COMPLETE}.partial`);
    await writeFile(partial, JSON.stringify({ ...python, image: image.reference }));
    await rename(partial, join(directory, COMPLETE));
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    if (work.signal.aborted) throw error;
    throw new Error(
      `The Python environment of ${image.reference} could not be made. ${(error as Error).message}`,
    );
  }
}

export function createEnvironments(settings: Settings): Environments {
  let python: Promise<Python> | undefined;
  const used = new Set<string>();
  const interpreter = (): Promise<Python> => {
    python ??= findPython(settings.host, settings.python);
    // Python may be installed while the engine runs, so a failure is not remembered.
    python.catch(() => {
      python = undefined;
    });
    return python;
  };

  const requirementsOf = ({ directory, requirements }: SourceImageToRun) =>
    requirements === undefined ? undefined : readFile(join(directory, requirements));

  return {
    prepare: async (image, progress, signal) => {
      const bare = image.requirements === undefined;
      const found = await interpreter().catch((error: unknown) => {
        if (bare) return undefined; // Nothing says that this image uses Python.
        throw error;
      });
      if (!found) return undefined;
      const id = environmentId(await requirementsOf(image), found);
      const directory = join(settings.directory, id);
      const complete = join(directory, COMPLETE);
      used.add(directory);
      if (!(await exists(complete))) {
        await mkdir(settings.directory, { recursive: true });
        const waiting = (): void => progress("Waiting for the environment another process makes");
        await withFileLock(`${directory}.lock`, { signal, waiting }, async () => {
          const work = { image, python: found, directory, host: settings.host, progress, signal };
          if (!(await exists(complete))) await make(work);
        });
        const removed = await removeOldEnvironments(settings.directory, COMPLETE, used);
        if (removed > 0) progress(`Removed environments that were not used for long: ${removed}`);
      }
      const now = new Date();
      await utimes(complete, now, now);
      return { directory, binDirectory: binOf(directory), basePrefix: found.basePrefix };
    },
  };
}
