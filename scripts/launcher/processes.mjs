import { spawn } from "node:child_process";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import { LauncherError, PINNED_NODE, ROOT } from "./project.mjs";

export const NPM = process.platform === "win32" ? "npm.cmd" : "npm";

const TAIL_LINES = 40;
const INTERRUPTED_GRACE_MS = 3000;
const STOP_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

const END_WITH_PARENT = new URL("./end-with-parent.mjs", import.meta.url).href;

/**
 * Starts a program that runs on Node, our own or npm, so that it ends when this process does, however
 * that ends. Other programs must not inherit the channel: a Node below them would fail over it.
 */
export function spawnNode(command, args, { env = process.env, stdio, ...options }) {
  // npm chooses its Node itself, so it is told by the environment.
  const preload = `${env.NODE_OPTIONS ?? ""} --import=${END_WITH_PARENT}`;
  const isOurs = command === PINNED_NODE;
  return spawn(command, isOurs ? ["--import", END_WITH_PARENT, ...args] : args, {
    ...options,
    env: {
      ...env,
      ...(isOurs ? {} : { NODE_OPTIONS: preload.trim() }),
      TRAINYARD_PARENT: String(process.pid),
    },
    stdio: [...stdio, "ipc"],
  });
}

/** Keeps the last lines of what a process printed, so that its death can be explained. */
function keepTail(streams, onLine) {
  const lines = [];
  for (const stream of streams) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      if (lines.length > TAIL_LINES) lines.shift();
      onLine?.(line);
    });
  }
  return () => lines.join("\n");
}

/** Sends a signal to a process and, where it leads a group, to all of that group. */
function signalGroup(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/**
 * While a command runs, what stops the launcher stops the command first: npm and `next build` lead
 * a group of their own, and would go on in a terminal that is closed or has its prompt back.
 * @returns {() => void} ends this
 */
function takeAlong(child) {
  const interrupt = (signal) => {
    signalGroup(child, "SIGTERM");
    const gone = () => process.exit(128 + constants.signals[signal]);
    child.once("exit", gone);
    setTimeout(() => {
      signalGroup(child, "SIGKILL");
      gone();
    }, INTERRUPTED_GRACE_MS);
  };
  for (const signal of STOP_SIGNALS) process.on(signal, interrupt);
  return () => {
    for (const signal of STOP_SIGNALS) process.off(signal, interrupt);
  };
}

/**
 * Runs a command to its end and hands its lines to `onLine`. An interrupted launcher takes it along.
 * @returns {Promise<string>} the last lines it printed
 * @throws {LauncherError} when it cannot start or ends with anything but 0; `tail` holds its last lines
 */
export async function runToEnd(
  command,
  args,
  { env = process.env, cwd = ROOT, onLine, timeoutMs } = {},
) {
  const start = command === PINNED_NODE || command === NPM ? spawnNode : spawn;
  const child = start(command, args, {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
    // npm is a batch file on Windows, and those start only through the shell; arguments are our own constants.
    shell: command.endsWith(".cmd"),
  });
  const tail = keepTail([child.stdout, child.stderr], onLine);
  let tooLong;
  const limit =
    timeoutMs &&
    setTimeout(() => {
      tooLong = `took longer than ${timeoutMs / 60_000} minutes and was ended`;
      signalGroup(child, "SIGKILL");
    }, timeoutMs);
  const release = takeAlong(child);
  try {
    const end = await ended(child);
    if (end.code === 0) return tail();
    const failure = new LauncherError(
      `${command} ${args.join(" ")} ${tooLong ?? describeEnd(end)}`,
    );
    failure.tail = tail();
    throw failure;
  } finally {
    clearTimeout(limit);
    release();
  }
}

/**
 * How a child ended. Never rejects: a command that could not be started has an `error`.
 * @returns {Promise<{ code: number | null, signal: string | null, error?: Error }>}
 */
export function ended(child) {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: null, signal: null, error }));
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
}

export function describeEnd({ code, signal, error }) {
  if (error) return `could not be started: ${error.message}`;
  return signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
}

/**
 * Starts one of our own long-running processes under Node 24. It leads a process group of its own,
 * so that Ctrl-C in the terminal reaches the launcher alone, which then ends it in order; and it ends
 * itself when the launcher disappears without a word (kill -9).
 */
export function startChild({ name, args, env, onLine }) {
  const child = spawnNode(PINNED_NODE, args, {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => onLine(line, stream === child.stderr));
  }
  const end = ended(child);
  return {
    name,
    ended: end,
    /** SIGTERM now, SIGKILL to the whole group after `graceMs`. Resolves when it is gone. */
    async stop(graceMs) {
      // The process alone is told first: it owns its children and ends them with their own grace.
      child.kill("SIGTERM");
      const kill = setTimeout(() => signalGroup(child, "SIGKILL"), graceMs);
      await end;
      clearTimeout(kill);
    },
    kill: () => signalGroup(child, "SIGKILL"),
  };
}
