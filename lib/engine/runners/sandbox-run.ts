import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { type Duplex, Readable, Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { type Connector, openConnector } from "./connector.ts";
import { toExit } from "./exits.ts";
import { createMeter, signalProcess } from "./family.ts";
import { listProcesses, readProcess } from "./process-table.ts";
import { closeRecord, type RunRecord } from "./records.ts";
import type { Container, ContainerSpec, Exit } from "./runner.ts";
import { readStatus } from "./sandbox-status.ts";
import type { SandboxTools } from "./sandbox-tools.ts";
import { ended, openPipes, started } from "./streams.ts";
import { asEnvironment } from "./variables.ts";

/** A container that bubblewrap is to run. */
export interface SandboxRun {
  readonly spec: Pick<ContainerSpec, "id" | "onOutput">;
  readonly tools: SandboxTools;
  readonly record: RunRecord;
  /** What becomes bubblewrap, or bubblewrap itself, and its first arguments. */
  readonly program: readonly string[];
  /** bubblewrap's options. */
  readonly flags: readonly string[];
  readonly command: readonly string[];
}

const CONTAINER_PORT = 8080;
const POLL_MS = 5;
/** Of -1000 to 1000, proc_pid_oom_score_adj(5): a machine short of memory ends containers first, not the engine. */
const OOM_SCORE = "800";

async function launch({ spec, record, program, flags, command }: SandboxRun) {
  const [file = "", ...first] = program;
  const pipes = await openPipes(record.directory, spec.onOutput);
  // Through a descriptor: a command line, which holds the job's variables, is there for all to see.
  const child = spawn(file, [...first, "--args", "4", "--", ...command], {
    cwd: record.directory,
    env: asEnvironment({}),
    stdio: ["ignore", ...pipes.descriptors, "pipe", "pipe"],
    // Out of the terminal's group: Ctrl-C is the engine's to handle.
    detached: true,
  });
  const [, , , channel, settings] = child.stdio;
  if (!(channel instanceof Readable && settings instanceof Writable))
    throw new Error("bubblewrap's channels did not open");
  settings.on("error", () => {}); // It closes when bubblewrap does; the exit tells why.
  const status = readStatus(channel);
  const over = Promise.all([ended(child), pipes.delivered]);
  const pid = await started(child).finally(pipes.release);
  // Until bubblewrap has its settings it starts nothing, so all that it starts inherits the score.
  // A system that will not take it keeps its own order.
  await writeFile(`/proc/${pid}/oom_score_adj`, OOM_SCORE).catch(() => undefined);
  settings.end(["--json-status-fd", "3", ...flags].map((flag) => `${flag}\0`).join(""));
  return { child, status, over, init: await status.init };
}

type Running = Awaited<ReturnType<typeof launch>>;

async function isAlive(pid: number): Promise<boolean> {
  const entry = await readProcess(pid);
  return entry !== undefined && !entry.zombie;
}

/**
 * The kernel kills a namespace's processes with its first one, and ends that one last; so once it
 * is gone, or a zombie, all of them are.
 */
async function finish({ status, over, init }: Running, record: RunRecord): Promise<Exit> {
  const [[bubblewrap], code] = await Promise.all([over, status.exitCode]);
  while (init !== undefined && (await isAlive(init))) await delay(POLL_MS);
  await closeRecord(record);
  // Without a report the command never ran, or bubblewrap ended before it wrote one. Its own code
  // is then the command's, again 128 and more for a signal; killed, it has none.
  const told = code ?? bubblewrap.code;
  return told === null ? bubblewrap : toExit(told);
}

/** The image's own process: the only child that the namespace's first process begins with. */
async function findOwnProcess(init: number): Promise<number | undefined> {
  const children = (await listProcesses()).filter(({ parent }) => parent === init);
  return children.map(({ pid }) => pid).toSorted((a, b) => a - b)[0];
}

async function terminate(running: Running, isOver: () => boolean): Promise<void> {
  while (running.init !== undefined && !isOver()) {
    const own = await findOwnProcess(running.init);
    if (own !== undefined && !isOver()) return void signalProcess(own, "SIGTERM");
    await delay(POLL_MS); // bubblewrap is still setting up.
  }
}

async function stop(running: Running, exited: Promise<Exit>, graceMs: number): Promise<Exit> {
  let over = false;
  // Killing bubblewrap kills the namespace (--die-with-parent).
  const timer = setTimeout(() => running.child.kill("SIGKILL"), graceMs);
  const done = exited.finally(() => {
    over = true;
    clearTimeout(timer);
  });
  await terminate(running, () => over || running.child.exitCode !== null);
  return done;
}

/** Opens the connector at the first connection, since training never needs one. */
function lazyConnector(nsenter: string, { init }: Running, exited: Promise<Exit>) {
  let connector: Connector | undefined;
  void exited.then(() => connector?.close());
  return (): Promise<Duplex> => {
    if (init === undefined) return Promise.reject(new Error("The container did not start."));
    connector ??= openConnector(nsenter, { pid: init, port: CONTAINER_PORT }, () => {
      connector = undefined; // The next connection has it opened anew.
    });
    return connector.connect();
  };
}

/** Starts it; the record is closed when it has ended. */
export async function runInSandbox(run: SandboxRun): Promise<Container> {
  const running = await launch(run);
  const exited = finish(running, run.record);
  const { init } = running;
  return {
    id: run.spec.id,
    exited,
    stop: (graceMs) => stop(running, exited, graceMs),
    connect: lazyConnector(run.tools.nsenter, running, exited),
    usage: createMeter(({ pid }) => pid === init, exited),
  };
}
