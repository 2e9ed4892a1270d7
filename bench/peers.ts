import { execFile } from "node:child_process";
import { access, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../e2e/fixtures/processes.ts";

const run = promisify(execFile);

const FOLDER = join(ROOT, ".trainyard", "bench-peers");
/** The versions that figures were last measured with. */
const PACKAGES = ["moto[server]==5.2.5", "ministack==1.5.33"] as const;
const INSTALLED = join(FOLDER, PACKAGES.join(" ").replace(/[^\w. -]/g, "_"));

/** Installs the peers once; answers the folder of their commands. */
export async function preparePeers(): Promise<string> {
  const commands = join(FOLDER, "bin");
  try {
    await access(INSTALLED);
  } catch {
    console.log(`Installing ${PACKAGES.join(", ")} …`);
    await rm(FOLDER, { recursive: true, force: true });
    await run("python3", ["-m", "venv", FOLDER]);
    await run(join(commands, "pip"), ["install", "--quiet", ...PACKAGES]);
    await run("touch", [INSTALLED]);
  }
  return commands;
}
