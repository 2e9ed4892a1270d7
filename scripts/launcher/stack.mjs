import { setTimeout as sleep } from "node:timers/promises";
import { describeEnd, startChild } from "./processes.mjs";
import { LauncherError } from "./project.mjs";

const HEALTHY_WITHIN_MS = 60_000;
const POLL_MS = 50;
/** The engine gives containers 8 s; everything is gone within 10. */
const STOP_WITHIN_MS = 9500;

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    // Refused or reset: not up yet, which is what is being asked.
    return false;
  }
}

function deathOf(child, end) {
  const error = new LauncherError(
    `The ${child.name} ${describeEnd(end)}. Its last lines are above.`,
  );
  error.tail = child.tail();
  return error;
}

/** Waits until a child answers. @throws {LauncherError} when it dies first or takes too long */
async function untilHealthy(child, url) {
  let death;
  child.ended.then((end) => {
    death = deathOf(child, end);
  });
  const deadline = performance.now() + HEALTHY_WITHIN_MS;
  while (performance.now() < deadline) {
    if (death) throw death;
    if (await answers(url)) return;
    await sleep(POLL_MS);
  }
  const error = new LauncherError(
    `The ${child.name} did not answer ${url} within ${HEALTHY_WITHIN_MS / 1000} s.`,
  );
  error.tail = child.tail();
  throw error;
}

/** What a child says on stderr once it runs is shown with its name; stdout is its start-up banner. */
const showErrors = (name) => (line, isError) => {
  if (isError) process.stderr.write(`${name} | ${line}\n`);
};

/**
 * Starts engine and dashboard on ports chosen beforehand and waits until both answer.
 * @returns {Promise<{ engineUrl: string, dashboardUrl: string, anyDeath: Promise<LauncherError>, stop(): Promise<void>, kill(): void }>}
 *   `anyDeath` resolves when one of them ends although nobody asked it to.
 * @throws {LauncherError} when one does not come up; the other is stopped first
 */
export async function startStack(settings, [enginePort, dashboardPort], { dev = false } = {}) {
  const engineUrl = `http://127.0.0.1:${enginePort}`;
  const dashboardUrl = `http://127.0.0.1:${dashboardPort}`;
  const common = {
    ...process.env,
    TRAINYARD_DATA_DIR: settings.dataDir,
    TRAINYARD_ACCOUNT_ID: settings.accountId,
    AWS_REGION: settings.region,
  };
  const children = [];
  const start = (child) => {
    children.push(startChild({ ...child, onLine: showErrors(child.name) }));
    return children.at(-1);
  };
  const stack = {
    engineUrl,
    dashboardUrl,
    stop: async () => {
      await Promise.all(children.map((child) => child.stop(STOP_WITHIN_MS)));
    },
    kill: () => {
      for (const child of children) child.kill();
    },
  };
  try {
    // One after the other: at the first start the engine makes the credentials the dashboard reads.
    const engineArgs = ["--port", String(enginePort), "--data-dir", settings.dataDir];
    const engine = start({
      name: "engine",
      args: ["lib/engine/main.ts", ...engineArgs],
      env: common,
    });
    await untilHealthy(engine, `${engineUrl}/_trainyard/health`);
    const dashboard = start({
      name: "dashboard",
      args: ["lib/dashboard/main.ts"],
      env: { ...common, ...dashboardEnv(settings, dashboardPort, engineUrl, dev) },
    });
    await untilHealthy(dashboard, `${dashboardUrl}/healthz`);
  } catch (error) {
    await stack.stop();
    throw error;
  }
  return {
    ...stack,
    anyDeath: Promise.race(children.map((child) => child.ended.then((end) => deathOf(child, end)))),
  };
}

function dashboardEnv(settings, port, engineUrl, dev) {
  return {
    NODE_ENV: dev ? "development" : "production",
    TRAINYARD_PORT: String(port),
    TRAINYARD_ENGINE_URL: engineUrl,
    TRAINYARD_ROLE_ARN: settings.roleArn ?? "",
    TRAINYARD_AWS_TARGETS: settings.awsTargets.join(","),
    ...(dev ? { TRAINYARD_DEV: "1" } : {}),
  };
}
