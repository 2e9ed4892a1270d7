import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { oneAtATime } from "./one-at-a-time.mjs";
import { NPM, runToEnd } from "./processes.mjs";
import { LauncherError, PINNED_MAJOR, PINNED_NODE, ROOT } from "./project.mjs";
import { step } from "./steps.mjs";

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch (error) {
    // No lock there, or one cut off by an interrupted install: both mean "not installed".
    if (error.code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Whether what npm wrote down as installed is what the lock asks for. npm writes its own record
 * (node_modules/.package-lock.json) last, so an interrupted install has none, and one made by hand
 * with `npm install` counts. Packages for other platforms are absent by design.
 */
export function packagesMatch(wanted, installed) {
  if (!wanted || !installed) return false;
  const same = (path) =>
    installed[path]?.version === wanted[path].version &&
    installed[path]?.integrity === wanted[path].integrity;
  return (
    Object.keys(wanted).every(
      (path) => path === "" || same(path) || (wanted[path].optional && !installed[path]),
    ) && Object.keys(installed).every((path) => wanted[path])
  );
}

/** npm must run on the machine's own Node: it deletes node_modules, and the pinned Node with it. */
function withoutPinnedNode(env) {
  const bin = join("node_modules", ".bin");
  const path = (env.PATH ?? "").split(delimiter).filter((part) => !part.endsWith(bin));
  return { ...env, PATH: path.join(delimiter) };
}

/** Whether the packages of the lock are installed, and none of their folders has been taken away. */
export function packagesInstalled() {
  const wanted = readLock(join(ROOT, "package-lock.json"));
  const installed = readLock(join(ROOT, "node_modules", ".package-lock.json"));
  return (
    packagesMatch(wanted, installed) &&
    Object.keys(installed).every((path) => existsSync(join(ROOT, path, "package.json")))
  );
}

function npmCi() {
  return step("Installing packages (npm ci)", (report) =>
    // With its requests, npm shows that it gets on, and on which try when there is no network.
    runToEnd(NPM, ["ci", "--include=dev", "--loglevel=http"], {
      env: withoutPinnedNode(process.env),
      onLine: report,
    }),
  );
}

/** `npm ci`, unless the packages are those of the lock already. */
export async function installPackages() {
  if (packagesInstalled()) return;
  await oneAtATime("packages", async () => {
    if (!packagesInstalled()) await npmCi();
  });
}

/**
 * Makes sure that the pinned Node is really there and really Node 24.
 * @throws {LauncherError} with the cause: most often, install scripts were switched off
 */
export function checkPinnedNode() {
  const { stdout, error } = spawnSync(PINNED_NODE, ["--version"], { encoding: "utf8" });
  if (stdout?.startsWith(`v${PINNED_MAJOR}.`)) return;
  const found = error ? "is missing or does not run" : `is ${stdout.trim()}`;
  throw new LauncherError(
    `Trainyard runs on Node ${PINNED_MAJOR}, which the npm package "node" brings, but ${PINNED_NODE} ${found}.\n` +
      "The install script of that package did not run (ignore-scripts is set, or it was not approved).\n" +
      "This mends it:  npm ci --ignore-scripts=false",
  );
}
