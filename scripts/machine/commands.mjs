import { spawnSync } from "node:child_process";

/**
 * Runs a short command to its end.
 * @returns {{ ok: boolean, text: string }} what it printed, or why it could not run
 */
export function tryCommand(command, args, { timeoutMs = 10_000 } = {}) {
  const result = spawnSync(command, args, { encoding: "utf8", timeout: timeoutMs });
  if (result.error) {
    const missing = result.error.code === "ENOENT";
    return { ok: false, text: missing ? `${command} is not installed` : result.error.message };
  }
  return { ok: result.status === 0, text: `${result.stdout}${result.stderr}`.trim() };
}
