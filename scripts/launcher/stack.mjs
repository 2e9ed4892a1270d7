import { setTimeout as sleep } from "node:timers/promises";
import { engineBundle } from "./engine-bundle.mjs";
import { describeEnd, startChild } from "./processes.mjs";
import { LauncherError } from "./project.mjs";
import { engineFlags } from "./settings.mjs";

const HEALTHY_WITHIN_MS = 60_000;
const POLL_MS = 50;
/** The engine gives containers 8 s; everything is gone within 10. */
const STOP_WITHIN_MS = 9500;

export const ENGINE_HEALTH = "/_trainyard/health";

/** Whether a health route answers with success within 2 s. */
export async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    // Refused or reset: not up yet, which is what is being asked.
    return false;
  }
}

const deathOf = (child, end) =>
  new LauncherError(`The ${child.name} ${describeEnd(end)}. Its last lines are above.`);

/** Waits until a child answers. @throws {LauncherError} when it dies first or takes too long, or the reason of `abort` */
async function untilHealthy(child, url, abort) {
  let death;
  child.ended.then((end) => {
    death = deathOf(child, end);
  });
  const deadline = performance.now() + HEALTHY_WITHIN_MS;
  while (performance.now() < deadline) {
    if (death) throw death;
    abort?.throwIfAborted();
    if (await answers(url)) return;
    await sleep(POLL_MS);
  }
  throw new LauncherError(
    `The ${child.name} did not answer ${url} within ${HEALTHY_WITHIN_MS / 1000} s.`,
  );
}

/** What a child says on stderr once it runs is shown with its name; stdout is its start-up banner. */
const showErrors = (name) => (line, isError) => {
  if (isError) process.stderr.write(`${name} | ${line}\n`);
};

const commonEnv = (settings) => ({
  ...process.env,
  TRAINYARD_DATA_DIR: settings.dataDir,
  TRAINYARD_ACCOUNT_ID: settings.accountId,
  AWS_REGION: settings.region,
});

/** Starts a child and waits for its health route; a child that does not come up is stopped first. */
async function startHealthy({ name, args, env, healthUrl }, abort) {
  const child = startChild({ name, args, env, onLine: showErrors(name) });
  try {
    await untilHealthy(child, healthUrl, abort);
    return child;
  } catch (error) {
    await child.stop(STOP_WITHIN_MS);
    throw error;
  }
}

/**
 * Starts the engine alone and waits until it answers.
 * @param {{ dev?: boolean, abort?: AbortSignal }} [options] `dev` runs the sources as they are;
 *   `abort` stops it before it answers
 * @returns {Promise<{ url: string, child: object, stop(): Promise<void> }>}
 * @throws {LauncherError} when it does not come up
 */
export async function startEngine(settings, port, { dev = false, abort } = {}) {
  const url = `http://127.0.0.1:${port}`;
  const engine = {
    name: "engine",
    args: [
      dev ? "lib/engine/main.ts" : await engineBundle(),
      "--port",
      String(port),
      ...engineFlags(settings),
    ],
    env: commonEnv(settings),
    healthUrl: `${url}${ENGINE_HEALTH}`,
  };
  const child = await startHealthy(engine, abort);
  return { url, child, stop: () => child.stop(STOP_WITHIN_MS) };
}

/** It asks the engine for nothing before a page is opened, so the two start at the same time. */
async function startDashboard(settings, [enginePort, port], dev, abort) {
  const url = `http://127.0.0.1:${port}`;
  const dashboard = {
    name: "dashboard",
    args: ["lib/dashboard/main.ts"],
    env: {
      ...commonEnv(settings),
      NODE_ENV: dev ? "development" : "production",
      TRAINYARD_PORT: String(port),
      TRAINYARD_ENGINE_URL: `http://127.0.0.1:${enginePort}`,
      TRAINYARD_ROLE_ARN: settings.roleArn ?? "",
      TRAINYARD_AWS_TARGETS: settings.awsTargets.join(","),
      ...(dev ? { TRAINYARD_DEV: "1" } : {}),
    },
    healthUrl: `${url}/healthz`,
  };
  const child = await startHealthy(dashboard, abort);
  return { url, child, stop: () => child.stop(STOP_WITHIN_MS) };
}

/** Starts both, or none: what fails first stops the other one, and is thrown. */
async function startBoth(settings, ports, { dev, stopped }) {
  const failed = new AbortController();
  const abort = AbortSignal.any([stopped, failed.signal]);
  const starts = [
    startEngine(settings, ports[0], { dev, abort }),
    startDashboard(settings, ports, dev, abort),
  ];
  for (const start of starts) start.catch((error) => failed.abort(error));
  const results = await Promise.allSettled(starts);
  const started = results.flatMap(({ value }) => value ?? []);
  if (started.length === starts.length) return started;
  await Promise.all(started.map(({ stop }) => stop()));
  throw failed.signal.reason;
}

/**
 * Starts engine and dashboard on ports chosen beforehand and waits until both answer.
 * @param {[number, number]} ports of the engine and of the dashboard
 * @param {{ dev: boolean, stopped: AbortSignal }} options `stopped` breaks the start off
 * @returns {Promise<{ engineUrl: string, dashboardUrl: string, anyDeath: Promise<LauncherError>, stop(): Promise<void>, kill(): void }>}
 *   `anyDeath` resolves when one of them ends, asked or not.
 * @throws {LauncherError} when one does not come up, or the reason of `stopped`; nothing runs any more then
 */
export async function startStack(settings, ports, options) {
  const both = await startBoth(settings, ports, options);
  const [engine, dashboard] = both;
  return {
    engineUrl: engine.url,
    dashboardUrl: dashboard.url,
    anyDeath: Promise.race(both.map(({ child }) => child.ended.then((end) => deathOf(child, end)))),
    stop: async () => {
      await Promise.all(both.map(({ stop }) => stop()));
    },
    kill: () => {
      for (const { child } of both) child.kill();
    },
  };
}
