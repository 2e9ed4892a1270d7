import { join, relative } from "node:path";
import { runToEnd } from "../launcher/processes.mjs";
import { LauncherError, ROOT } from "../launcher/project.mjs";
import { findPython } from "../machine/python.mjs";
import { providePythonEnvironment, pythonTool } from "../suites/python-environment.mjs";
import { writeAlgorithm } from "./files.mjs";

const USAGE = `npm run new-algorithm -- NAME

Writes a working algorithm and its image, and trains it on the shipped sample. NAME is a Python
module's: my_model.
`;
const CONTAINER = join(ROOT, "container");
const SAMPLE = [join(ROOT, "public/samples/sales_train.csv"), "target=Item_Outlet_Sales"];

const say = (text) => process.stdout.write(`${text}\n`);

/** Runs one of the container's programs, its lines indented. */
function run(name, program, ...args) {
  const env = { ...process.env, PYTHONPATH: join(CONTAINER, "src"), TRAINYARD_ALGORITHM: name };
  return runToEnd(pythonTool("python"), ["-m", `trainyard_container.${program}`, ...args], {
    env,
    onLine: (line) => say(`  ${line}`),
  });
}

export async function main() {
  const [name, ...rest] = process.argv.slice(2);
  if (name === "--help") return void process.stdout.write(USAGE);
  if (name === undefined || rest.length > 0) throw new LauncherError(`Give one name.\n\n${USAGE}`);
  const python = findPython();
  if (python.problem) throw new LauncherError(`Python 3.11 or newer is needed: ${python.problem}.`);
  await providePythonEnvironment(python);
  const { module, image, undo } = writeAlgorithm(CONTAINER, name);
  try {
    await run(name, "registration", image);
    say(`Training ${name} on the sample, and scoring it as serve does:`);
    await run(name, "rehearse", ...SAMPLE);
  } catch (error) {
    undo();
    throw error;
  }
  say(`
  ${relative(ROOT, module)}   the algorithm: change fit and predict
  ${relative(ROOT, image)}   its image: npm start and npm run engine have it at their next start

After a change of what the module declares:
  PYTHONPATH=container/src .venv/bin/python -m trainyard_container.registration ${relative(ROOT, image)}
`);
}
