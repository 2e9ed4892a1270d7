import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout this launcher belongs to. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Node 24, put there by the npm package `node`; the real binary, not the shim in `.bin`. */
export const PINNED_NODE = join(
  ROOT,
  "node_modules",
  "node",
  "bin",
  process.platform === "win32" ? "node.exe" : "node",
);

export const PINNED_MAJOR = 24;

/** An outcome the person can act on: printed as it stands, without a stack. */
export class LauncherError extends Error {
  name = "LauncherError";
}
