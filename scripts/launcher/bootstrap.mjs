import { fileURLToPath } from "node:url";
import { checkPinnedNode, installPackages } from "./packages.mjs";
import { describeEnd, ended, spawnNode } from "./processes.mjs";
import { LauncherError, PINNED_MAJOR, PINNED_NODE } from "./project.mjs";
import { runMain } from "./steps.mjs";

const OLDEST = [20, 9];

export function checkMachineNode(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new LauncherError(
    `Trainyard needs Node ${OLDEST.join(".")} or newer to start; this is ${version}.\n` +
      "Install a current one from https://nodejs.org and try again.",
  );
}

/** Runs this same script again on the pinned Node and ends as it ends. */
async function goOnUnderPinnedNode(script) {
  const args = [script, ...process.argv.slice(2)];
  const child = spawnNode(PINNED_NODE, args, { stdio: ["inherit", "inherit", "inherit"] });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => child.kill(signal));
  }
  const end = await ended(child);
  if (end.code === null) throw new LauncherError(`${script} ${describeEnd(end)}`);
  process.exitCode = end.code;
}

/**
 * The first thing every command does: checks the machine's Node, installs the packages, and goes on
 * under Node 24. `main` is imported only then, so that it may use packages and today's syntax.
 * @param {string} moduleUrl import.meta.url of the entry script
 * @param {() => Promise<() => Promise<void>>} load imports the real main function
 */
export async function bootstrap(moduleUrl, load) {
  await runMain(async () => {
    checkMachineNode();
    await installPackages();
    checkPinnedNode();
    if (Number(process.versions.node.split(".")[0]) === PINNED_MAJOR) await (await load())();
    else await goOnUnderPinnedNode(fileURLToPath(moduleUrl));
  });
}
