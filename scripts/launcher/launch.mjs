import { canOpenBrowser, openBrowser } from "./browser.mjs";
import { buildWhenChanged, prepareEnvironments } from "./builds.mjs";
import { provideDataDir } from "./data-dir.mjs";
import { choosePorts } from "./ports.mjs";
import { helpText, parseSettings } from "./settings.mjs";
import { keepRunning, watchForStop } from "./shutdown.mjs";
import { startStack } from "./stack.mjs";

const NAMES = [
  "port",
  "enginePort",
  "dataDir",
  "noOpen",
  "roleArn",
  "awsTargets",
  "images",
  "accountId",
  "region",
];

/**
 * Prepares what is missing, starts engine and dashboard and stays until they are to stop.
 * In development the dashboard compiles pages as they are asked for, so nothing is built.
 */
export async function launch({ dev, usage }) {
  const argv = process.argv.slice(2);
  if (argv.includes("--help")) {
    process.stdout.write(helpText(usage, NAMES));
    return;
  }
  const settings = parseSettings(NAMES, argv, process.env);
  provideDataDir(settings.dataDir);
  await prepareEnvironments(settings);
  if (!dev) await buildWhenChanged();
  const [dashboardPort, enginePort] = await choosePorts(
    [
      { name: "dashboard", port: settings.port },
      { name: "engine", port: settings.enginePort },
    ],
    (message) => process.stdout.write(`${message}\n`),
  );
  const stop = watchForStop();
  const stack = await startStack(settings, [enginePort, dashboardPort], {
    dev,
    stopped: stop.signal,
  });
  process.stdout.write(`\nTrainyard is ready: ${stack.dashboardUrl}\nEngine: ${stack.engineUrl}\n`);
  if (!settings.noOpen && canOpenBrowser(process.env)) openBrowser(stack.dashboardUrl);
  await keepRunning(stack, settings, stop);
}
