import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { createServer, connect as dial, type Socket } from "node:net";
import { join } from "node:path";
import { argumentsOf, findExecutable } from "./command-line.ts";
import type { Environments, PythonEnvironment } from "./environments.ts";
import { createMeter, killFamily, TOKEN_VARIABLE } from "./family.ts";
import { isInside } from "./image-files.ts";
import { closeRecord, noteLeader, openRecord, type RunRecord, reapRecords } from "./records.ts";
import type { Container, Exit, Runner, SourceImageToRun, SourceSpec } from "./runner.ts";
import { ended, openPipes, started } from "./streams.ts";
import { asEnvironment, type HostEnvironment } from "./variables.ts";

export interface ProcessRunnerSettings {
  /** `<data>/engine/runs`, for the records and scratch of running containers. */
  readonly stateDirectory: string;
  readonly environments: Environments;
  /** The machine's environment variables, of which containers see the path alone. */
  readonly host: HostEnvironment;
}

const LOOPBACK = "127.0.0.1";

/** A port of the kernel's choice that nobody listens on now. */
async function drawPort(): Promise<number> {
  const server = createServer().listen(0, LOOPBACK);
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port was assigned");
  return address.port;
}

/** A port that is neither listened on nor promised to another container, which may be slow to. */
async function reservePort(promised: Set<number>): Promise<number> {
  let port = await drawPort();
  while (promised.has(port)) port = await drawPort();
  promised.add(port);
  return port;
}

/** Connects to a port of this machine; rejects when nothing listens there. */
async function dialLoopback(port: number): Promise<Socket> {
  const socket = dial({ host: LOOPBACK, port, noDelay: true });
  await once(socket, "connect");
  return socket;
}

function refuseFixedPort({ command, image }: SourceSpec): void {
  if (command !== "serve" || image.honoursBindToPort) return;
  throw new Error(
    `${image.reference} cannot be served without isolation: it listens on port 8080 of the machine, ` +
      "which every other endpoint would need too. Install bubblewrap for the sandbox, or let the image " +
      'listen on SAGEMAKER_BIND_TO_PORT and say "honoursBindToPort": true in its image.json.',
  );
}

/** What a job keeps beside /opt/ml can be put there only for a container that has files of its own. */
function refuseMounts({ mounts = [] }: SourceSpec): void {
  const beside = mounts.find(({ target }) => !isInside("/opt/ml", target));
  if (beside)
    throw new Error(
      `${beside.target} cannot be put in place without isolation: choose a path below /opt/ml, or install bubblewrap for the sandbox.`,
    );
}

interface Launch {
  readonly spec: SourceSpec;
  readonly record: RunRecord;
  readonly path: readonly string[];
  readonly port: number;
}

function environmentOf({ spec, record, path, port }: Launch): Record<string, string> {
  return {
    LANG: "C.UTF-8",
    ...spec.image.environment,
    ...spec.environment,
    PATH: path.join(":"),
    HOME: join(record.directory, "home"),
    TMPDIR: join(record.directory, "tmp"),
    SAGEMAKER_BASE_DIR: spec.mlRoot,
    SAGEMAKER_BIND_TO_PORT: String(port),
    [TOKEN_VARIABLE]: record.token,
  };
}

async function launch(work: Launch) {
  const { spec, record, path } = work;
  const [file, ...rest] = argumentsOf(spec);
  const executable = await findExecutable(file, spec, path);
  for (const scratch of ["home", "tmp"]) await mkdir(join(record.directory, scratch));
  const pipes = await openPipes(record.directory, spec.onOutput);
  const child = spawn(executable, rest, {
    cwd: spec.image.directory,
    env: asEnvironment(environmentOf(work)),
    stdio: ["ignore", ...pipes.descriptors],
    detached: true, // Its own process group, so that all of it can be found.
  });
  const exit = ended(child);
  const pid = await started(child).finally(pipes.release);
  if (process.platform !== "linux") await noteLeader(record, pid);
  return { child, pid, exit, delivered: pipes.delivered };
}

/** Once the image's process has ended its container is over, as with Docker: the rest is killed. */
async function finish(
  { pid, exit, delivered }: Awaited<ReturnType<typeof launch>>,
  record: RunRecord,
): Promise<Exit> {
  const result = await exit;
  const gone = await killFamily({ token: record.token, leader: pid });
  // What survives SIGKILL may hold the pipes for ever; its record stays for the next reaping.
  if (!gone) return result;
  await delivered;
  await closeRecord(record);
  return result;
}

/** The child knows whether it has ended, so a process id used anew is never signalled. */
async function stopChild(
  child: ChildProcess,
  exited: Promise<Exit>,
  graceMs: number,
): Promise<Exit> {
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
  return exited.finally(() => clearTimeout(timer));
}

async function start(
  settings: ProcessRunnerSettings,
  promised: Set<number>,
  spec: SourceSpec,
): Promise<Container> {
  refuseFixedPort(spec);
  refuseMounts(spec);
  const environment = await settings.environments.prepare(spec.image, () => {}, NEVER);
  const path = searchPath(environment, settings.host);
  const record = await openRecord(settings.stateDirectory);
  const port = await reservePort(promised);
  try {
    const running = await launch({ spec, record, path, port });
    const exited = finish(running, record).finally(() => promised.delete(port));
    return {
      id: spec.id,
      exited,
      stop: (graceMs) => stopChild(running.child, exited, graceMs),
      connect: () => dialLoopback(port),
      usage: createMeter(({ group }) => group === running.pid, exited),
    };
  } catch (error) {
    promised.delete(port);
    await closeRecord(record);
    throw error;
  }
}

const NEVER = new AbortController().signal;

const searchPath = (environment: PythonEnvironment | undefined, host: HostEnvironment) => [
  ...(environment ? [environment.binDirectory] : []),
  ...(host["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(":").filter((folder) => folder !== ""),
];

/** Runs containers as plain processes: for machines without a sandbox. */
export function createProcessRunner(settings: ProcessRunnerSettings): Runner<SourceImageToRun> {
  const promised = new Set<number>();
  return {
    name: "process",
    isolation:
      "No isolation: containers run as ordinary processes of this user, with the user's files and network.",
    prepare: async (image, progress, signal) => {
      await settings.environments.prepare(image, progress, signal);
    },
    start: (spec) => start(settings, promised, spec),
    reap: () => reapRecords(settings.stateDirectory),
  };
}
