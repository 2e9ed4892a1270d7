import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findPython } from "../machine/python.mjs";
import { hashFiles, readStamp, writeStamp } from "./hashing.mjs";
import { oneAtATime } from "./one-at-a-time.mjs";
import { runToEnd } from "./processes.mjs";
import { LauncherError, PINNED_NODE, ROOT } from "./project.mjs";
import { engineFlags } from "./settings.mjs";
import { step } from "./steps.mjs";

const PREPARED_WITHIN_MS = 20 * 60_000;

/** What `next build` reads. The engine is a process of its own that no page may import. */
const DASHBOARD_SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "instrumentation.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const isBuilt = (name) => !name.startsWith("lib/engine/") && !/\.test\.tsx?$/.test(name);

/** What the environments of the shipped images are made from; the engine knows the details. */
function hashRequirements() {
  const files = ["container/images", "container/requirements.txt"];
  const { version, problem } = findPython();
  return `${version ?? problem} ${process.env.TRAINYARD_PYTHON ?? ""} ${hashFiles(ROOT, files)}`;
}

/**
 * Makes the Python environments of the images; the engine knows which, and leaves those that exist
 * alone. It is not even asked when it made them from the same requirements before: a job would make
 * what is missing. Without them training and serving are impossible and everything else works, so a
 * failure is told, not thrown.
 * @param {{ dataDir: string, images?: string[] }} settings
 * @returns {Promise<boolean>} whether they are there
 */
export async function prepareEnvironments({ dataDir, images = [] }, env = process.env) {
  const stamp = join(dataDir, "environments", "prepared");
  const hash = hashRequirements();
  if (images.length === 0 && readStamp(stamp) === hash) return true;
  const args = ["lib/engine/main.ts", "prepare", ...engineFlags({ dataDir, images })];
  try {
    await step("Python environments of the images", (report) =>
      runToEnd(PINNED_NODE, args, { timeoutMs: PREPARED_WITHIN_MS, env, onLine: report }),
    );
    writeStamp(stamp, hash);
    return true;
  } catch (error) {
    if (!(error instanceof LauncherError)) throw error;
    process.stderr.write(
      `\n${error.tail ?? error.message}\n\n` +
        "Until this is mended, images cannot train or serve on this machine; the rest works.\n" +
        "npm run doctor says what is missing.\n\n",
    );
    return false;
  }
}

const buildFolder = () => join(ROOT, process.env.TRAINYARD_DIST_DIR || ".next");
const stampFile = () => join(buildFolder(), "trainyard-sources");
const hashSources = () => hashFiles(ROOT, DASHBOARD_SOURCES, isBuilt);

/** `next build`, and a stamp that says from which sources, written when it has finished. */
export async function build(report) {
  const hash = hashSources();
  rmSync(stampFile(), { force: true });
  await runToEnd(PINNED_NODE, ["node_modules/next/dist/bin/next", "build"], {
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
    onLine: report,
  });
  writeStamp(stampFile(), hash);
}

/** Whether the last finished build was made from these very sources. */
const isBuildCurrent = () =>
  existsSync(join(buildFolder(), "BUILD_ID")) && readStamp(stampFile()) === hashSources();

/** Builds the dashboard, unless that has been done. */
export async function buildWhenChanged() {
  if (isBuildCurrent()) return;
  await oneAtATime("build", async () => {
    if (!isBuildCurrent()) await step("Building the dashboard (next build)", build);
  });
}
