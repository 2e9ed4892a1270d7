import { sandboxAvailable } from "../sandbox-tools.ts";
import type { HostEnvironment } from "../variables.ts";

// biome-ignore lint/style/noProcessEnv: tests have no lib/engine/config.ts to read it for them
const variables: HostEnvironment = process.env;

/** The path programs of this machine are found on. */
export const machinePath = variables["PATH"] ?? "/usr/bin:/bin";

const availability = await sandboxAvailable({ PATH: machinePath });

/** The sandbox's tools, absent on machines that cannot run one. */
export const sandboxTools = availability.available ? availability.tools : undefined;

/** Why tests of the sandbox are left out here; undefined when they run. */
export const sandboxMissing = availability.available ? undefined : availability.reason;

if (sandboxMissing !== undefined && variables["TRAINYARD_REQUIRE"]?.split(",").includes("bwrap"))
  throw new Error(`TRAINYARD_REQUIRE names bwrap, but there is no sandbox: ${sandboxMissing}`);
