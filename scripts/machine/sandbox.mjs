import { tryCommand } from "./commands.mjs";

/**
 * Tries a real sandbox: user, process and network namespaces of its own.
 * @returns {{ version: string } | { problem: string }}
 */
export function trySandbox() {
  if (process.platform !== "linux") return { problem: "bubblewrap exists for Linux only" };
  const version = tryCommand("bwrap", ["--version"]);
  if (!version.ok) return { problem: version.text };
  const flags = ["--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev"];
  const tried = tryCommand("bwrap", [...flags, "true"]);
  return tried.ok
    ? { version: version.text }
    : { problem: `bubblewrap is there but makes no namespaces: ${tried.text}` };
}
