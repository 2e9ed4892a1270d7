import { prepareEnvironments } from "../launcher/builds.mjs";
import { readCredentials } from "../launcher/credentials.mjs";
import { choosePorts } from "../launcher/ports.mjs";
import { LauncherError } from "../launcher/project.mjs";
import { helpText, parseSettings } from "../launcher/settings.mjs";
import { answers, ENGINE_HEALTH, startEngine } from "../launcher/stack.mjs";
import { createClients, workspaceBucket } from "./clients.mjs";
import { deploy, removeEndpoint } from "./endpoint.mjs";
import { readSample, scoreSample } from "./scoring.mjs";
import { train, upload } from "./training.mjs";

const NAMES = ["enginePort", "dataDir", "accountId", "region"];
const say = (text) => process.stdout.write(`${text}\n`);

/** An engine that already runs on this data directory, told by its accepting the directory's credentials. */
async function findEngine(settings) {
  const url = `http://127.0.0.1:${settings.enginePort}`;
  if (!(await answers(`${url}${ENGINE_HEALTH}`))) return undefined;
  try {
    const clients = createClients(url, settings, readCredentials(settings.dataDir, process.env));
    await workspaceBucket(clients, settings);
    return { url, stop: async () => {} };
  } catch (error) {
    if (error instanceof LauncherError || error.$metadata) return undefined;
    throw error;
  }
}

async function startOwnEngine(settings) {
  if (!(await prepareEnvironments(settings))) {
    throw new LauncherError("The demo trains and serves a model, which is not possible here yet.");
  }
  const [port] = await choosePorts([{ name: "engine", port: settings.enginePort }], say);
  const engine = await startEngine(settings, port);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => engine.stop().then(() => process.exit(130)));
  }
  return engine;
}

/** Two UTC date parts that sort: demo-20261121-141502. */
const runName = () =>
  `demo-${new Date().toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-")}`;

async function runJourney(engine, settings) {
  const clients = createClients(
    engine.url,
    settings,
    readCredentials(settings.dataDir, process.env),
  );
  const run = { name: runName(), bucket: await workspaceBucket(clients, settings), say };
  const channel = await upload(clients, run, await readSample("sales_train.csv"));
  const job = await train(clients, run, channel);
  await deploy(clients, run, job);
  try {
    await scoreSample(clients, run, await readSample("sales_to_score.csv"), settings.dataDir);
  } finally {
    await removeEndpoint(clients, run);
  }
  say(`\nThe training job ${run.name} stays. See it in the dashboard: npm start`);
}

/** Uploads the sample, trains, deploys, scores, and removes the endpoint again. */
export async function main() {
  const argv = process.argv.slice(2);
  if (argv.includes("--help")) {
    process.stdout.write(helpText("npm run demo -- [flags]", NAMES));
    return;
  }
  const settings = parseSettings(NAMES, argv, process.env);
  const running = await findEngine(settings);
  const engine = running ?? (await startOwnEngine(settings));
  say(
    `Engine: ${engine.url} (${running ? "already running" : "started for this demo"}), data in ${settings.dataDir}`,
  );
  try {
    await runJourney(engine, settings);
  } finally {
    await engine.stop();
  }
  if (process.connected) process.disconnect();
}
