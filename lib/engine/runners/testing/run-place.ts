import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { createEnvironments } from "../environments.ts";
import { createProcessRunner } from "../process.ts";
import type { Runner, SourceImageToRun, SourceSpec } from "../runner.ts";
import { createSandboxRunner } from "../sandbox.ts";
import { machinePath, sandboxTools } from "./machine.ts";
import { collectingSpec, shellImage, temporaryFolder } from "./source-image.ts";

export type RunnerName = "process" | "sandbox";

export interface RunPlace {
  readonly base: string;
  readonly ml: string;
  readonly runner: Runner<SourceImageToRun>;
  readonly image: SourceImageToRun;
  /** Starts `train` (or what `more` says) and collects its output. */
  readonly run: (more?: Partial<SourceSpec>) => Promise<{
    container: Awaited<ReturnType<Runner["start"]>>;
    output: () => string;
    bytes: () => Buffer;
  }>;
  /** The scratch folders of running containers. */
  readonly records: () => Promise<string[]>;
}

function createRunner(name: RunnerName, base: string): Runner<SourceImageToRun> {
  const host = { PATH: machinePath };
  const environments = createEnvironments({ directory: join(base, "environments"), host });
  const stateDirectory = join(base, "runs");
  if (name === "process") return createProcessRunner({ stateDirectory, environments, host });
  if (!sandboxTools) throw new Error("this test needs a sandbox");
  return createSandboxRunner({ stateDirectory, environments, tools: sandboxTools });
}

/** A runner on an empty data directory, and an image with the given shell scripts. */
export async function runPlace(
  name: RunnerName,
  scripts: Parameters<typeof shellImage>[1],
  more: Partial<SourceImageToRun> = {},
): Promise<RunPlace & AsyncDisposable> {
  const folder = await temporaryFolder();
  const base = folder.path;
  for (const child of ["image", "ml"]) await mkdir(join(base, child));
  const runner = createRunner(name, base);
  const image = await shellImage(join(base, "image"), scripts, more);
  const ml = join(base, "ml");
  return {
    base,
    ml,
    runner,
    image,
    run: async (changes = {}) => {
      const { spec, output, bytes } = collectingSpec(image, ml, changes);
      return { container: await runner.start(spec), output, bytes };
    },
    records: () => readdir(join(base, "runs")).catch(() => []),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}
