import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SourceImageToRun, SourceSpec } from "../runner.ts";

/** A temporary folder that is removed when the scope ends. */
export async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), "trainyard-runner-"));
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** An image in `directory` whose commands are given as shell scripts. */
export async function shellImage(
  directory: string,
  scripts: Partial<Record<"train" | "serve", string>>,
  more: Partial<SourceImageToRun> = {},
): Promise<SourceImageToRun> {
  const commands: Record<string, string[]> = {};
  for (const [name, script] of Object.entries(scripts)) {
    await writeFile(join(directory, `${name}.sh`), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    commands[name] = [`./${name}.sh`];
  }
  return {
    kind: "source",
    reference: "000000000000.dkr.ecr.us-east-1.amazonaws.com/probe:1",
    digest: `sha256:${"0".repeat(64)}`,
    directory,
    commands,
    environment: {},
    honoursBindToPort: true,
    ...more,
  };
}

/** A spec whose output is collected; `output` is everything printed so far. */
export function collectingSpec(
  image: SourceImageToRun,
  mlRoot: string,
  more: Partial<SourceSpec> = {},
): { spec: SourceSpec; output: () => string; bytes: () => Buffer } {
  const chunks: Buffer[] = [];
  const spec: SourceSpec = {
    id: "probe-1",
    image,
    command: "train",
    environment: {},
    mlRoot,
    hosts: ["algo-1"],
    onOutput: (chunk) => void chunks.push(chunk),
    ...more,
  };
  const bytes = (): Buffer => Buffer.concat(chunks);
  return { spec, bytes, output: () => bytes().toString() };
}
