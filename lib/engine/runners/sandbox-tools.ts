import { execFile, spawn } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { systemArguments } from "./sandbox-arguments.ts";
import { readStatus } from "./sandbox-status.ts";
import { started } from "./streams.ts";
import { asEnvironment, type HostEnvironment } from "./variables.ts";

/** The programs the sandbox is made with, by absolute path. */
export interface SandboxTools {
  readonly bubblewrap: string;
  readonly nsenter: string;
  /** Of the same package as nsenter. */
  readonly unshare: string;
  /** For the network of several containers; not every machine has it. */
  readonly ip: string | undefined;
}

export type Availability =
  | { readonly available: true; readonly tools: SandboxTools }
  /** What is missing or refused, and what to do, in one sentence. */
  | { readonly available: false; readonly reason: string };

async function findProgram(name: string, host: HostEnvironment): Promise<string | undefined> {
  // Debian's users have no sbin on their path.
  for (const folder of [...(host["PATH"] ?? "/usr/bin:/bin").split(":"), "/usr/sbin", "/sbin"]) {
    const path = join(folder, name);
    const runs = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs && folder !== "") return path;
  }
  return undefined;
}

const KERNEL_HINT =
  "the kernel must allow unprivileged user namespaces " +
  "(Ubuntu: sysctl kernel.apparmor_restrict_unprivileged_userns=0; " +
  "Debian: sysctl kernel.unprivileged_userns_clone=1; Docker: --security-opt seccomp=unconfined)";

/** Why nsenter cannot enter the namespaces of `pid`; undefined when it can. */
const tryToEnter = (nsenter: string, pid: number): Promise<string | undefined> =>
  promisify(execFile)(
    nsenter,
    ["-t", String(pid), "-U", "-n", "--preserve-credentials", "--", "/bin/true"],
    { env: asEnvironment({}) },
  ).then(
    () => undefined,
    (error: Error) => error.message,
  );

/** Makes a sandbox as containers get it, enters it, and ends it. */
async function rehearse({ bubblewrap, nsenter }: SandboxTools): Promise<string | undefined> {
  const flags = [...(await systemArguments()), "--unshare-net", "--json-status-fd", "3"];
  const child = spawn(bubblewrap, [...flags, "--", "/bin/cat"], {
    env: asEnvironment({}),
    stdio: ["pipe", "ignore", "pipe", "pipe"],
  });
  try {
    await started(child);
    const channel = child.stdio[3];
    if (!(channel instanceof Readable) || !child.stderr) throw new Error("a pipe did not open");
    const status = readStatus(channel);
    const complaint = text(child.stderr);
    const pid = await status.init;
    const entered = pid === undefined ? undefined : await tryToEnter(nsenter, pid);
    child.stdin?.end(); // cat ends with its input.
    if ((await status.exitCode) !== 0)
      return `bubblewrap cannot make one here (${(await complaint).trim()}): ${KERNEL_HINT}`;
    return entered && `nsenter cannot enter one here (${entered.trim()}): ${KERNEL_HINT}`;
  } finally {
    child.kill("SIGKILL");
  }
}

/** Finds out by trying whether this machine can run containers in a sandbox. */
export async function sandboxAvailable(host: HostEnvironment): Promise<Availability> {
  if (process.platform !== "linux")
    return { available: false, reason: "the sandbox needs Linux namespaces" };
  const bubblewrap = await findProgram("bwrap", host);
  if (!bubblewrap)
    return {
      available: false,
      reason: "bubblewrap is not installed (Debian and Ubuntu: apt-get install bubblewrap)",
    };
  const nsenter = await findProgram("nsenter", host);
  if (!nsenter)
    return {
      available: false,
      reason: "nsenter is not installed (Debian and Ubuntu: apt-get install util-linux)",
    };
  const unshare = join(dirname(nsenter), "unshare");
  const tools = { bubblewrap, nsenter, unshare, ip: await findProgram("ip", host) };
  const reason = await rehearse(tools);
  return reason === undefined ? { available: true, tools } : { available: false, reason };
}
