import { createWriteStream } from "node:fs";
import { chmod, link, lstat, mkdir, readdir, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { PassThrough, type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { type ExtractEvents, extract } from "tar-stream";
import { componentsOf, HostileImage, scopedPath } from "./scoped-path.ts";

/** What an image may have at most, all layers together. */
export interface UnpackBudget {
  bytes: number;
  entries: number;
}

const WHITEOUT = ".wh.";
const OPAQUE = ".wh..wh..opq";

/** Whatever an image says, its owner can read it, write it and go in; nobody gets rights by it. */
const fileMode = (mode: number | undefined): number => ((mode ?? 0o644) & 0o777) | 0o600;
const folderMode = (mode: number | undefined): number => ((mode ?? 0o755) & 0o777) | 0o700;

/**
 * Puts one layer over what the layers below made of `root`: files, folders and links, and the
 * whiteouts of the OCI image specification. Owners, devices and pipes are left out. Takes off
 * `budget`; throws HostileImage where a layer is beyond it, or reaches outside of `root`.
 */
export async function unpackLayer(
  source: Readable,
  compression: "gzip" | "zstd" | "none",
  root: string,
  budget: UnpackBudget,
): Promise<void> {
  const extractor = extract();
  const feeding = pipeline(source, decompressor(compression), metered(budget), extractor);
  // The loop below sees what fails, too.
  feeding.catch(() => undefined);
  const target: Target = { root, written: new Set(), folders: new Map() };
  for await (const entry of extractor) {
    budget.entries -= 1;
    if (budget.entries < 0) throw new HostileImage("it has too many files");
    await apply(entry, target);
    entry.resume();
  }
  await feeding;
}

function decompressor(compression: "gzip" | "zstd" | "none"): Transform {
  if (compression === "gzip") return createGunzip();
  return compression === "zstd" ? createZstdDecompress() : new PassThrough();
}

/** Ends an archive that unpacks without end. */
function metered(budget: UnpackBudget): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      budget.bytes -= chunk.length;
      if (budget.bytes < 0) done(new HostileImage("it unpacks to more than an image may have"));
      else done(null, chunk);
    },
  });
}

/** One member of a layer's archive. */
type Entry = ExtractEvents["entry"][1];

/** Where a layer goes, and what is known of it. */
interface Target {
  readonly root: string;
  /** What this layer wrote. */
  readonly written: Set<string>;
  /** Folders whose place was looked up; forgotten when anything but a file changes. */
  readonly folders: Map<string, string>;
}

async function apply(entry: Entry, target: Target): Promise<void> {
  const { name, type, mode, linkname } = entry.header;
  const components = componentsOf(name);
  if (components.length === 0) return;
  const path = await placeOf(components, target);
  if (basename(path).startsWith(WHITEOUT)) {
    target.folders.clear();
    return hide(path, target.written);
  }
  noteWritten(path, target);
  switch (type) {
    case "directory":
      return makeFolder(path, folderMode(mode), target);
    case "file":
    case "contiguous-file":
      await makeRoom(path, target);
      return pipeline(entry, createWriteStream(path, { flags: "wx", mode: fileMode(mode) }));
    case "symlink":
      await makeRoom(path, target);
      target.folders.clear();
      return symlink(linkname ?? "", path);
    case "link":
      return makeLink(path, await scopedPath(target.root, componentsOf(linkname ?? "")), target);
    default:
      target.written.delete(path);
  }
}

/** The path and the folders on its way, which a layer need not name. */
function noteWritten(path: string, { root, written }: Target): void {
  for (let place = path; place !== root && !written.has(place); place = dirname(place))
    written.add(place);
}

async function placeOf(components: readonly string[], target: Target): Promise<string> {
  const folder = components.slice(0, -1).join("/");
  const known = target.folders.get(folder);
  const last = components.at(-1) ?? "";
  if (known !== undefined) return join(known, last);
  const path = await scopedPath(target.root, components, { make: true });
  target.folders.set(folder, dirname(path));
  return path;
}

/** Removes what is at a path; what lower layers put there is hidden by it. */
async function makeRoom(path: string, { folders }: Target): Promise<void> {
  const present = await lstat(path).catch(() => undefined);
  if (!present) return;
  if (!present.isFile()) folders.clear();
  await rm(path, { recursive: true });
}

async function makeLink(path: string, source: string, target: Target): Promise<void> {
  if (path === source) return;
  await makeRoom(path, target);
  await link(source, path);
}

async function makeFolder(path: string, mode: number, target: Target): Promise<void> {
  const present = await lstat(path).catch(() => undefined);
  if (!present?.isDirectory()) {
    await makeRoom(path, target);
    await mkdir(path);
  }
  await chmod(path, mode);
}

/** A whiteout: takes away what lower layers put there, and nothing of its own layer. */
async function hide(path: string, written: ReadonlySet<string>): Promise<void> {
  const folder = dirname(path);
  const name = basename(path);
  if (name === OPAQUE) return hideBelow(folder, written);
  // Other names of this form are aufs's own.
  if (name.startsWith(`${WHITEOUT}${WHITEOUT}`)) return;
  const hidden = name.slice(WHITEOUT.length);
  if (hidden === "" || hidden === "." || hidden === "..")
    throw new HostileImage(`it hides ${JSON.stringify(hidden)}`);
  const target = join(folder, hidden);
  if (!written.has(target)) await rm(target, { recursive: true, force: true });
}

async function hideBelow(folder: string, written: ReadonlySet<string>): Promise<void> {
  for (const child of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, child.name);
    if (!written.has(path)) await rm(path, { recursive: true, force: true });
    else if (child.isDirectory()) await hideBelow(path, written);
  }
}
