import { rmSync } from "node:fs";
import { join } from "node:path";
import { hashFiles, readStamp, writeStamp } from "../launcher/hashing.mjs";
import { runToEnd } from "../launcher/processes.mjs";
import { ROOT } from "../launcher/project.mjs";
import { step } from "../launcher/steps.mjs";

const REQUIREMENTS = ["requirements.txt", "requirements-gam.txt", "requirements-dev.txt"].map(
  (file) => `container/${file}`,
);
const VENV = join(ROOT, ".venv");
const BIN = join(VENV, process.platform === "win32" ? "Scripts" : "bin");

/** Path of a program in the environment of the Python tests. */
export const pythonTool = (name) => join(BIN, name);

/**
 * Makes `.venv` from the hash-pinned requirements, unless it was made from these by this Python.
 * @param {{ command: string, version: string }} python
 * @throws {LauncherError} when pip fails
 */
export async function providePythonEnvironment(python) {
  const stamp = join(VENV, "trainyard-requirements");
  const hash = `${python.version} ${hashFiles(ROOT, REQUIREMENTS)}`;
  if (readStamp(stamp) === hash) return;
  rmSync(VENV, { recursive: true, force: true });
  await step("Python environment of the tests (.venv)", async (report) => {
    await runToEnd(python.command, ["-m", "venv", VENV], { onLine: report });
    const files = REQUIREMENTS.flatMap((file) => ["-r", file]);
    const flags = ["-m", "pip", "install", "--require-hashes", "--disable-pip-version-check"];
    await runToEnd(pythonTool("python"), [...flags, ...files], { onLine: report });
  });
  writeStamp(stamp, hash);
}
