import type { Environments } from "./environments.ts";
import { createProcessRunner } from "./process.ts";
import type { Runner, SourceImageToRun } from "./runner.ts";
import { createSandboxRunner } from "./sandbox.ts";
import { sandboxAvailable } from "./sandbox-tools.ts";
import type { HostEnvironment } from "./variables.ts";

/**
 * The runner that TRAINYARD_RUNNER names; `auto` is the sandbox where this machine can make one.
 * Its `isolation` says why there is none though nobody asked for that. Rejects when `sandbox` was asked for and cannot be had, naming the cause and the fix.
 */
export async function chooseRunner(settings: {
  readonly wanted: "auto" | "sandbox" | "process";
  /** `<data>/engine/runs` */
  readonly stateDirectory: string;
  readonly environments: Environments;
  /** The machine's environment variables. */
  readonly host: HostEnvironment;
}): Promise<Runner<SourceImageToRun>> {
  const { wanted, stateDirectory, environments, host } = settings;
  const plain = (): Runner<SourceImageToRun> =>
    createProcessRunner({ stateDirectory, environments, host });
  if (wanted === "process") return plain();
  const sandbox = await sandboxAvailable(host);
  if (sandbox.available)
    return createSandboxRunner({ stateDirectory, environments, tools: sandbox.tools });
  if (wanted === "sandbox")
    throw new Error(`TRAINYARD_RUNNER is "sandbox", but there is none: ${sandbox.reason}.`);
  const runner = plain();
  return { ...runner, isolation: `${runner.isolation} There is no sandbox: ${sandbox.reason}.` };
}
