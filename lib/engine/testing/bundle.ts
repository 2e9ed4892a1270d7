import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/** Makes the program that people run, where its sources changed; answers its path. */
export async function bundleEngine(): Promise<string> {
  await promisify(execFile)(process.execPath, [join(ROOT, "scripts", "build-engine.mjs")]);
  return join(ROOT, "dist", "engine", "main.cjs");
}
