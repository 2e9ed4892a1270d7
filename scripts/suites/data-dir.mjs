import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { runToEnd } from "../launcher/processes.mjs";
import { PINNED_NODE, ROOT } from "../launcher/project.mjs";

/** Kept between runs: making a Python environment takes longer than the tests that use it. */
const ENVIRONMENTS = join(ROOT, ".trainyard", "environments");

/** An empty data directory for an engine, with the Python environments of the shipped images. */
export async function makeDataDir(dataDir) {
  mkdirSync(dataDir, { recursive: true });
  mkdirSync(ENVIRONMENTS, { recursive: true });
  symlinkSync(ENVIRONMENTS, join(dataDir, "environments"));
  await runToEnd(PINNED_NODE, ["lib/engine/main.ts", "prepare", "--data-dir", dataDir]);
}
