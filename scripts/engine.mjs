// npm run engine: the engine alone, for boto3, the AWS CLI and the SDKs. It reads its own flags.
import { bootstrap } from "./launcher/bootstrap.mjs";
import { prepareEnvironments } from "./launcher/builds.mjs";
import { describeEnd, ended, spawnNode } from "./launcher/processes.mjs";
import { LauncherError, PINNED_NODE, ROOT } from "./launcher/project.mjs";
import { defaultDataDir } from "./launcher/settings.mjs";

const USAGE = `npm run engine -- [--port N] [--data-dir DIR] [--image DIR]...

  --port N        port to listen on (TRAINYARD_ENGINE_PORT, 4566; 0 = any free one)
  --data-dir DIR  where everything is kept (TRAINYARD_DATA_DIR, $XDG_DATA_HOME/trainyard)
  --image DIR     a source image to know beside the shipped ones; may be repeated
`;

/** The flags that `prepare` knows too: all but the port. */
function preparationFlags(argv) {
  const port = argv.indexOf("--port");
  return argv.filter(
    (flag, i) => !flag.startsWith("--port=") && (port < 0 || (i !== port && i !== port + 1)),
  );
}

async function main() {
  const argv = process.argv.slice(2);
  if (argv.includes("--help")) {
    process.stdout.write(USAGE);
    return;
  }
  const env = {
    ...process.env,
    TRAINYARD_DATA_DIR: process.env.TRAINYARD_DATA_DIR || defaultDataDir(process.env),
  };
  await prepareEnvironments(preparationFlags(argv), env);
  // A group of its own: Ctrl-C reaches the engine once, as SIGTERM, not once more from the terminal.
  const child = spawnNode(PINNED_NODE, ["lib/engine/main.ts", ...argv], {
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
