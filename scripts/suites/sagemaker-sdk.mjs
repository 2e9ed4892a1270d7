import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareEnvironments } from "../launcher/builds.mjs";
import { readCredentials } from "../launcher/credentials.mjs";
import { choosePorts } from "../launcher/ports.mjs";
import { runToEnd } from "../launcher/processes.mjs";
import { LauncherError, ROOT } from "../launcher/project.mjs";
import { parseSettings } from "../launcher/settings.mjs";
import { startEngine } from "../launcher/stack.mjs";
import { step } from "../launcher/steps.mjs";
import { findPython } from "../machine/python.mjs";

/** The SDK waits 30 s between its looks at an endpoint, so a run takes minutes: not in `npm test`. */
const MAJORS = [
  {
    requirement: "sagemaker==2.257.7",
    example: "sagemaker_sdk_v2.py",
    script: "script_mode_v2.py",
  },
  { requirement: "sagemaker==3.27.0", example: "sagemaker_sdk_v3.py", script: "script_mode_v3.py" },
];
/** It has `sagemaker-training` from PyPI, which starts the scripts of version 2. */
const SCRIPT_IMAGE = join(ROOT, "examples", "script_mode", "image");
const SAMPLES = ["sales_train.csv", "sales_to_score.csv"].map((name) =>
  join(ROOT, "public", "samples", name),
);

async function installSdk(folder, requirement) {
  const { command } = findPython();
  await step(`${requirement} (several hundred MB)`, async (report) => {
    await runToEnd(command, ["-m", "venv", folder], { onLine: report });
    const install = ["-m", "pip", "install", "--disable-pip-version-check", requirement];
    await runToEnd(pythonIn(folder), install, { onLine: report });
  });
}

const pythonIn = (folder) =>
  process.platform === "win32" ? join(folder, "Scripts", "python") : join(folder, "bin", "python");

function clientEnvironment(engine, settings) {
  const { accessKeyId, secretAccessKey } = readCredentials(settings.dataDir, process.env);
  return {
    ...process.env,
    AWS_ENDPOINT_URL: engine.url,
    AWS_REGION: settings.region,
    AWS_DEFAULT_REGION: settings.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
}

/** Runs a program of examples/; the answer is what `pattern` finds in its lines first. */
async function runProgram(folder, env, [program, ...args], pattern) {
  let found;
  await step(program, async (report) => {
    const onLine = (line) => {
      found ??= pattern.exec(line)?.[1];
      report(line);
    };
    const command = [join(ROOT, "examples", program), ...args];
    await runToEnd(pythonIn(folder), command, { env, onLine, timeoutMs: 600_000 });
  });
  return found;
}

async function runExample({ requirement, example, script }, folder, env) {
  await installSdk(folder, requirement);
  // The SDK's own progress marks (`----!`) stand before it on the line.
  const journey = [example, ...SAMPLES, "--target", "Item_Outlet_Sales"];
  const predictions = await runProgram(folder, env, journey, /predictions: (\d+)$/);
  if (predictions !== "500") {
    throw new LauncherError(
      `${example} brought ${predictions ?? "no"} predictions instead of 500.`,
    );
  }
  const ofScript = [script, SAMPLES[0], "--column", "Item_MRP"];
  const outcome = await runProgram(folder, env, ofScript, /^(?:mean: |status: )(.+)$/);
  if (outcome !== "67.8" && outcome !== "Completed") {
    throw new LauncherError(`${script} ended with ${outcome ?? "nothing"}.`);
  }
}

/** Runs each example in an environment of its own, on an engine of their own; all is removed after. */
export async function main() {
  const folder = mkdtempSync(join(tmpdir(), "trainyard-sdk-"));
  const defaults = parseSettings(["enginePort", "accountId", "region"], [], {});
  const settings = { ...defaults, dataDir: join(folder, "data"), images: [SCRIPT_IMAGE] };
  try {
    if (!(await prepareEnvironments(settings))) {
      throw new LauncherError("The examples train a model, which is not possible here yet.");
    }
    const say = (text) => process.stdout.write(`${text}\n`);
    const [port] = await choosePorts([{ name: "engine", port: settings.enginePort }], say);
    const engine = await startEngine(settings, port);
    try {
      const env = clientEnvironment(engine, settings);
      for (const major of MAJORS) await runExample(major, join(folder, major.example), env);
    } finally {
      await engine.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
