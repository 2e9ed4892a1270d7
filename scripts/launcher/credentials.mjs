import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LauncherError } from "./project.mjs";

/**
 * The engine's credentials: those of the environment, else those the engine made in its data directory.
 * @returns {{ accessKeyId: string, secretAccessKey: string }}
 * @throws {LauncherError} when no engine has ever run on this data directory
 */
export function readCredentials(dataDir, env) {
  const { TRAINYARD_ACCESS_KEY_ID: accessKeyId, TRAINYARD_SECRET_ACCESS_KEY: secretAccessKey } =
    env;
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey };
  const file = join(dataDir, "credentials.json");
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new LauncherError(
      `The engine's credentials cannot be read from ${file}: ${error.message}`,
    );
  }
}
