import { tryCommand } from "./commands.mjs";

/** numpy and scikit-learn have one common, hash-pinned set from this version on. */
const OLDEST = [3, 11];
const CANDIDATES = ["python3", "python3.13", "python3.12", "python3.11", "python"];
const ABOUT = "import sys, venv, ensurepip; print('%d.%d.%d' % sys.version_info[:3])";

function look(command) {
  const { ok, text } = tryCommand(command, ["-c", ABOUT]);
  if (!ok) {
    const noVenv = /No module named '?(venv|ensurepip)/.test(text);
    return { command, problem: noVenv ? `${command} has no venv module` : text.split("\n").at(-1) };
  }
  const [major, minor] = text.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) {
    return { command, version: text };
  }
  return { command, problem: `${command} is ${text}, older than ${OLDEST.join(".")}` };
}

/**
 * Finds a Python that can make the environments: 3.11 or newer with venv.
 * @returns {{ command: string, version: string } | { problem: string }}
 */
export function findPython() {
  const looks = [];
  for (const command of CANDIDATES) {
    const found = look(command);
    if (found.version) return found;
    looks.push(found);
  }
  const telling = looks.find(({ problem }) => !problem.endsWith("is not installed"));
  return { problem: telling?.problem ?? "Python is not installed" };
}
