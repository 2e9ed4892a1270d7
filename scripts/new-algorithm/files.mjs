import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { LauncherError } from "../launcher/project.mjs";

const MAX_LENGTH = 40;
const NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
// Words that no Python module can be called, of those that NAME lets pass.
const RESERVED =
  /^(and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|match|nonlocal|not|or|pass|raise|return|try|type|while|with|yield)$/;

/** @throws {LauncherError} where the name cannot be a Python module and an image's repository */
function checkName(name) {
  if (NAME.test(name) && name.length <= MAX_LENGTH && !RESERVED.test(name)) return;
  throw new LauncherError(
    `${JSON.stringify(name)} cannot be the name of an algorithm. Use words of lower-case letters and ` +
      `digits with single underscores between them, at most ${MAX_LENGTH} characters: my_model.`,
  );
}

/**
 * Writes the module of a new algorithm and the folder of its image from the template.
 * @param {string} container the folder `container`
 * @param {string} name of the module: my_model
 * @returns {{ module: string, image: string, undo: () => void }} their paths, and what removes both
 * @throws {LauncherError} where the name is none, or taken
 */
export function writeAlgorithm(container, name) {
  checkName(name);
  const title = name.replaceAll("_", "-");
  const words = name.replaceAll("_", " ");
  const module = join(container, "src/trainyard_container/algorithms", `${name}.py`);
  const image = join(container, "images", title);
  const taken = [module, image].find((path) => existsSync(path));
  if (taken) throw new LauncherError(`${taken} exists already. Choose another name.`);
  const written = [
    ["algorithm.py", module],
    ["image.json", join(image, "image.json")],
  ];
  for (const [template, path] of written) {
    const text = readFileSync(join(container, "template", template), "utf8")
      .replaceAll("MY_TITLE", words[0].toUpperCase() + words.slice(1))
      .replaceAll("my_model", name)
      .replaceAll("my-model", title);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: "wx" });
  }
  const undo = () => {
    rmSync(module);
    rmSync(image, { recursive: true });
  };
  return { module, image, undo };
}
