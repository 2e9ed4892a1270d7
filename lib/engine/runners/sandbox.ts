import { relative, resolve } from "node:path";
import { argumentsOf, findExecutable } from "./command-line.ts";
import type { Environments } from "./environments.ts";
import { isInside } from "./image-files.ts";
import { closeRecord, openRecord, reapRecords } from "./records.ts";
import type { Container, Runner, SourceImageToRun, SourceSpec } from "./runner.ts";
import { networkArguments, PROGRAM, SYSTEM_PATH, sandboxArguments } from "./sandbox-arguments.ts";
import { joinSandboxNetwork, openSandboxNetwork } from "./sandbox-peers.ts";
import { runInSandbox } from "./sandbox-run.ts";
import type { SandboxTools } from "./sandbox-tools.ts";

export interface SandboxRunnerSettings {
  /** `<data>/engine/runs`, for the records and settings of running containers. */
  readonly stateDirectory: string;
  readonly environments: Environments;
  readonly tools: SandboxTools;
}

const NEVER = new AbortController().signal;

/** Where a path of the container lies on this machine; unbound paths are the same on both. */
const toHostPath =
  ({ image, mlRoot }: SourceSpec) =>
  (path: string): string => {
    const bound = [
      [PROGRAM, image.directory],
      ["/opt/ml", mlRoot],
    ] as const;
    const mount = bound.find(([inside]) => isInside(inside, path));
    return mount ? resolve(mount[1], relative(mount[0], path)) : path;
  };

async function start(settings: SandboxRunnerSettings, spec: SourceSpec): Promise<Container> {
  const { environments, tools, stateDirectory } = settings;
  const record = await openRecord(stateDirectory);
  try {
    const command = argumentsOf(spec);
    const environment = await environments.prepare(spec.image, () => {}, NEVER);
    const path = [...(environment ? [environment.binDirectory] : []), ...SYSTEM_PATH];
    await findExecutable(command[0], spec, path, toHostPath(spec));
    const { through, flags: network } = joinSandboxNetwork(tools, spec, networkArguments(spec));
    const flags = await sandboxArguments({ spec, record, environment, path, network });
    const program = [...through, tools.bubblewrap];
    return await runInSandbox({ spec, tools, record, program, flags, command });
  } catch (error) {
    await closeRecord(record);
    throw error;
  }
}

/** Runs each container in namespaces of its own, by bubblewrap. */
export function createSandboxRunner(settings: SandboxRunnerSettings): Runner<SourceImageToRun> {
  return {
    name: "sandbox",
    isolation:
      "Sandbox: containers see the system's programs, their own files under /opt/ml and their own " +
      "network, and nothing else of this machine.",
    prepare: async (image, progress, signal) => {
      await settings.environments.prepare(image, progress, signal);
    },
    start: (spec) => start(settings, spec),
    // Sandboxes have no way out in any case.
    openNetwork: (_id, names) => openSandboxNetwork(settings.tools, names),
    reap: () => reapRecords(settings.stateDirectory),
  };
}
