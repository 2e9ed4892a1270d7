import { LauncherError } from "../launcher/project.mjs";
import { findPython } from "../machine/python.mjs";
import { trySandbox } from "../machine/sandbox.mjs";
import { provideChromium } from "./chromium.mjs";
import { providePythonEnvironment } from "./python-environment.mjs";
import { runSuites } from "./run-suites.mjs";

const KNOWN = ["bwrap", "chromium", "python"];

/** TRAINYARD_REQUIRE=bwrap,chromium,python: what fails when it is missing, where it would be skipped. */
function readRequired(text = "") {
  const names = text.split(",").filter(Boolean);
  const unknown = names.filter((name) => !KNOWN.includes(name));
  if (unknown.length > 0) {
    throw new LauncherError(
      `TRAINYARD_REQUIRE knows ${KNOWN.join(", ")}, not ${unknown.join(", ")}.`,
    );
  }
  return new Set(names);
}

async function providePython() {
  const python = findPython();
  if (python.problem) return python;
  try {
    await providePythonEnvironment(python);
    return {};
  } catch (error) {
    if (!(error instanceof LauncherError)) throw error;
    // Python is there, so this is no property of the machine but something to mend.
    return {
      problem: `its environment cannot be made: ${error.message}\n${error.tail}`,
      fails: true,
    };
  }
}

/**
 * Prepares what the suites need and runs them.
 * @param {object[]} suites of the table in suites.mjs
 */
export async function testWith(suites) {
  const required = readRequired(process.env.TRAINYARD_REQUIRE);
  const needed = new Set(suites.flatMap((suite) => suite.needs ?? []));
  const python = needed.has("python") ? await providePython() : {};
  const chromium = needed.has("chromium") ? await provideChromium() : {};
  const found = { bwrap: trySandbox(), chromium, python };
  const missing = new Map();
  for (const [name, { problem, fails = false }] of Object.entries(found)) {
    if (problem) missing.set(name, { problem, fails: fails || required.has(name) });
  }
  const env = { ...process.env };
  if (chromium.path) env.CHROMIUM_PATH = chromium.path;
  if (!(await runSuites(suites, { missing, env }))) process.exitCode = 1;
}
