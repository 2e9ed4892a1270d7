import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

function* filesUnder(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile()) yield path;
  if (!stat?.isDirectory()) return;
  for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name));
}

/**
 * SHA-256 over names and contents of files, in hexadecimal. Missing paths count as empty.
 * @param {string} root folder the names are relative to, so that a moved checkout keeps its hash
 * @param {string[]} paths files and folders under root
 * @param {(name: string) => boolean} [counts] which files count; names have forward slashes
 */
export function hashFiles(root, paths, counts = () => true) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of filesUnder(join(root, path))) {
      const name = relative(root, file).split(sep).join("/");
      if (!counts(name)) continue;
      const bytes = readFileSync(file);
      hash.update(`${name}\0${bytes.length}\0`).update(bytes);
    }
  }
  return hash.digest("hex");
}

/** The text of a stamp, or undefined where there is none. */
export function readStamp(file) {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Written last and in one piece: an interrupted run leaves no stamp that lies. */
export function writeStamp(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${text}\n`);
  renameSync(`${file}.new`, file);
}
