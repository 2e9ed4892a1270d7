import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";

const MAX_FILES = 20_000;
/** SageMaker's own limit for images; all of it is read at the engine's start. */
const MAX_BYTES = 10 * 1024 ** 3;

/** A stream takes longer to open than a file of source code takes to read. */
const READ_WHOLE_BYTES = 1024 ** 2;

interface Entry {
  /** Path below the root, with forward slashes on every platform. */
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
  readonly executable: boolean;
  readonly link: boolean;
}

/** What a folder holds, as far as the image made of it is concerned. */
export interface FolderDigest {
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  readonly sizeBytes: number;
  readonly newest: Date;
}

const leftOut = (name: string): boolean =>
  name.startsWith(".") || name === "__pycache__" || name === "tests" || name.endsWith(".pyc");

async function collectEntries(root: string, below: string, found: Entry[]): Promise<void> {
  const children = await readdir(join(root, below), { withFileTypes: true });
  for (const child of children.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (leftOut(child.name)) continue;
    const path = below === "" ? child.name : `${below}/${child.name}`;
    if (child.isDirectory()) await collectEntries(root, path, found);
    else if (child.isFile() || child.isSymbolicLink()) {
      const { size, mtimeMs, mode } = await lstat(join(root, path));
      const executable = (mode & 0o100) !== 0;
      found.push({ path, size, modifiedMs: mtimeMs, executable, link: child.isSymbolicLink() });
    }
    if (found.length > MAX_FILES)
      throw new Error(
        `${root} holds more than ${MAX_FILES} files, too many for an image: ` +
          'point "root" in image.json at the folder with the algorithm alone.',
      );
  }
}

async function addContent(hash: Hash, file: string, { link, size }: Entry): Promise<void> {
  if (link) hash.update(await readlink(file));
  else if (size <= READ_WHOLE_BYTES) hash.update(await readFile(file));
  else for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
}

async function hashEntries(root: string, entries: readonly Entry[]): Promise<string> {
  const hash = createHash("sha256");
  for (const entry of entries) {
    const { path, size, executable, link } = entry;
    hash.update(`${path}\0${link ? "l" : executable ? "x" : "f"}\0${size}\0`);
    await addContent(hash, join(root, path), entry);
  }
  return `sha256:${hash.digest("hex")}`;
}

/**
 * A function that digests a folder and reads the files again only when a size or a time changed.
 * Hidden files, `__pycache__`, `tests` and `*.pyc` do not count.
 */
export function createFolderDigester(): (root: string) => Promise<FolderDigest> {
  const known = new Map<string, { signature: string; result: FolderDigest }>();
  const asked = new Map<string, Promise<FolderDigest>>();
  const digest = async (root: string): Promise<FolderDigest> => {
    const entries: Entry[] = [];
    await collectEntries(root, "", entries);
    const sizeBytes = entries.reduce((sum, { size }) => sum + size, 0);
    if (sizeBytes > MAX_BYTES)
      throw new Error(
        `${root} holds ${sizeBytes} bytes, more than the ${MAX_BYTES} an image may have: ` +
          'point "root" in image.json at the folder with the algorithm alone.',
      );
    const signature = JSON.stringify(entries);
    const before = known.get(root);
    if (before?.signature === signature) return before.result;
    const result = {
      digest: await hashEntries(root, entries),
      sizeBytes,
      newest: new Date(entries.reduce((max, { modifiedMs }) => Math.max(max, modifiedMs), 0)),
    };
    known.set(root, { signature, result });
    return result;
  };
  // Images of one folder ask at the same moment, and the engine's start waits for all of them.
  return (root) => {
    const answer = asked.get(root) ?? digest(root).finally(() => asked.delete(root));
    asked.set(root, answer);
    return answer;
  };
}
