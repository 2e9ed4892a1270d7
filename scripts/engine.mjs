// npm run engine: the engine alone, for boto3, the AWS CLI and the SDKs. It reads its own flags.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { bootstrap } from "./launcher/bootstrap.mjs";
import { prepareEnvironments } from "./launcher/builds.mjs";
import { provideDataDir } from "./launcher/data-dir.mjs";
import { engineBundle } from "./launcher/engine-bundle.mjs";
import { describeEnd, ended, spawnNode } from "./launcher/processes.mjs";
import { LauncherError, PINNED_NODE, ROOT } from "./launcher/project.mjs";
import { defaultDataDir } from "./launcher/settings.mjs";

const USAGE = `npm run engine -- [--port N] [--data-dir DIR] [--image DIR]... [--seed N]

  --port N        port to listen on (TRAINYARD_ENGINE_PORT, 4566; 0 = any free one)
  --data-dir DIR  where everything is kept (TRAINYARD_DATA_DIR, $XDG_DATA_HOME/trainyard)
  --image DIR     a source image to know beside the shipped ones; may be repeated
  --seed N        writes N finished training jobs into the store, which must be empty
`;

/** @returns {{ port?: string, "data-dir"?: string, image?: string[], seed?: string, help?: boolean }} */
function readFlags(args) {
  const text = { type: "string" };
  const options = {
    port: text,
    "data-dir": text,
    image: { ...text, multiple: true },
    seed: text,
    help: { type: "boolean" },
  };
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    // The rest of Node's message is about writing such options, not about passing them.
    throw new LauncherError(`${error.message.split(". ")[0]}.\n\n${USAGE}`);
  }
}

async function main() {
  const argv = process.argv.slice(2);
  const flags = readFlags(argv);
  if (flags.help) {
    process.stdout.write(USAGE);
    return;
  }
  const wanted = flags["data-dir"] || process.env.TRAINYARD_DATA_DIR;
  const dataDir = wanted ? resolve(wanted) : defaultDataDir(process.env);
  provideDataDir(dataDir);
  const env = { ...process.env, TRAINYARD_DATA_DIR: dataDir };
  await prepareEnvironments({ dataDir, images: flags.image }, env);
  // A group of its own: Ctrl-C reaches the engine once, as SIGTERM, not once more from the terminal.
  const child = spawnNode(PINNED_NODE, [await engineBundle(), ...argv], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "inherit", "inherit"],
    detached: process.platform !== "win32",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => child.kill("SIGTERM"));
  }
  const end = await ended(child);
  if (end.code === null) throw new LauncherError(`The engine ${describeEnd(end)}.`);
  process.exitCode = end.code;
}

await bootstrap(import.meta.url, async () => main);
