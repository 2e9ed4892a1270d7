import { accessSync, constants, mkdirSync } from "node:fs";
import { LauncherError } from "./project.mjs";

/**
 * Makes the data directory and sees that it can be written to, before minutes are spent on the rest.
 * @throws {LauncherError} naming the folder and the reason
 */
export function provideDataDir(dataDir) {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new LauncherError(
      `The data directory ${dataDir} cannot be used (${error.code}).\n` +
        "Make it writable, or name another: --data-dir DIR",
    );
  }
}
