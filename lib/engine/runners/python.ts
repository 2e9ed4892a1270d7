import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as z from "zod";
import { asEnvironment, type HostEnvironment, pickVariables } from "./variables.ts";

/** A Python interpreter of this machine that can make environments. */
export interface Python {
  readonly executable: string;
  /** `3.11.7` */
  readonly version: string;
  /** Where its standard library lives; outside /usr the sandbox has to bind it. */
  readonly basePrefix: string;
}

const MINIMUM_MINOR = 11;

const PROBE = `
import importlib.util, json, sys
print(json.dumps({
    "executable": sys.executable,
    "version": list(sys.version_info[:3]),
    "basePrefix": sys.base_prefix,
    "venv": all(importlib.util.find_spec(m) for m in ("venv", "ensurepip")),
}))`;

const probeAnswer = z.object({
  executable: z.string().min(1),
  version: z.tuple([z.number(), z.number(), z.number()]),
  basePrefix: z.string().min(1),
  venv: z.boolean(),
});

type Look =
  | { readonly found: Python }
  | { readonly refused: string }
  /** Nothing of that name. */
  | undefined;

const PASSED_ON = /^(PATH|HOME|USERPROFILE|SYSTEMROOT|TEMP|TMP|TMPDIR|LOCALAPPDATA|PYENV_ROOT)$/i;

async function ask(command: string, args: readonly string[], host: HostEnvironment) {
  try {
    const options = { env: asEnvironment(pickVariables(host, PASSED_ON)), timeout: 20_000 };
    const { stdout } = await promisify(execFile)(command, [...args, "-I", "-c", PROBE], options);
    return probeAnswer.parse(JSON.parse(stdout));
  } catch {
    return undefined; // Missing, or a version manager's shim for a version that is not installed.
  }
}

async function look(
  command: string,
  args: readonly string[],
  host: HostEnvironment,
): Promise<Look> {
  const answer = await ask(command, args, host);
  if (!answer) return undefined;
  const [major, minor] = answer.version;
  const { executable, basePrefix } = answer;
  const version = answer.version.join(".");
  if (major !== 3 || minor < MINIMUM_MINOR)
    return { refused: `${executable} is Python ${version}, and 3.${MINIMUM_MINOR} is needed` };
  if (!answer.venv)
    return {
      refused:
        `${executable} has no venv module; on Debian and Ubuntu: ` +
        `apt-get install python3-venv (or python${major}.${minor}-venv)`,
    };
  return { found: { executable, version, basePrefix } };
}

const CANDIDATES: readonly (readonly [string, ...string[]])[] = [
  ...[14, 13, 12, 11].map((minor) => [`python3.${minor}`] as const),
  ["python3"],
  ["python"],
  ...(process.platform === "win32" ? ([["py", "-3"]] as const) : []),
];

/**
 * The newest Python 3.11 or later on the path, or `chosen` alone when it is given.
 * Rejects naming what was found instead and how to get one.
 */
export async function findPython(host: HostEnvironment, chosen?: string): Promise<Python> {
  const refusals = new Set<string>();
  for (const [command, ...args] of chosen === undefined ? CANDIDATES : [[chosen] as const]) {
    const seen = await look(command, args, host);
    if (seen && "found" in seen) return seen.found;
    if (seen) refusals.add(seen.refused);
  }
  const cause =
    refusals.size > 0
      ? [...refusals].join("; ")
      : chosen === undefined
        ? "there is no python3 on the path"
        : `${chosen} does not run as Python (TRAINYARD_PYTHON)`;
  throw new Error(
    `No usable Python: ${cause}. Install Python 3.${MINIMUM_MINOR} or newer with its venv module, ` +
      "or set TRAINYARD_PYTHON to one.",
  );
}
