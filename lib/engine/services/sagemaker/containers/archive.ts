import { constants } from "node:fs";
import { type FileHandle, lstat, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Pack, pack } from "tar-stream";
import { gzip } from "./gzip.ts";

export interface ArchiveMember {
  /** Path inside of the archive; bytes that are no UTF-8 are replaced, which the format demands. */
  readonly name: string;
  /** The bytes of the path, since a file's name need not be text. */
  readonly path: Buffer;
}

/**
 * The folder `segments` below `root`, or undefined. The container had its hands
 * on the tree, so every step must be a real folder: a link could lead anywhere.
 */
export async function realFolder(root: string, ...segments: string[]): Promise<string | undefined> {
  let path = root;
  for (const segment of segments) {
    path = join(path, segment);
    const found = await lstat(path).catch(() => undefined);
    if (!found?.isDirectory()) return undefined;
  }
  return path;
}

/** Regular files below `folder`, in order of their names; links and devices are left out. */
export async function listMembers(folder: string | Buffer, prefix = ""): Promise<ArchiveMember[]> {
  const entries = await readdir(folder, { withFileTypes: true, encoding: "buffer" });
  entries.sort((a, b) => Buffer.compare(a.name, b.name));
  const members: ArchiveMember[] = [];
  for (const entry of entries) {
    const path = Buffer.concat([Buffer.from(folder), Buffer.from("/"), entry.name]);
    const name = `${prefix}${entry.name}`;
    if (entry.isDirectory()) members.push(...(await listMembers(path, `${name}/`)));
    else if (entry.isFile()) members.push({ name, path });
  }
  return members;
}

/** The regular file of that name in `folder`; a link is none. */
export async function findMember(folder: string, name: string): Promise<ArchiveMember | undefined> {
  const path = join(folder, name);
  const found = await lstat(path).catch(() => undefined);
  return found?.isFile() ? { name, path: Buffer.from(path) } : undefined;
}

/** A gzipped tar of the members, made while it is read; it fails once `signal` is aborted. */
export async function* archive(
  members: readonly ArchiveMember[],
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const tar = pack();
  writeMembers(tar, members).catch((error: Error) => tar.destroy(error));
  try {
    for await (const block of gzip(tar as AsyncIterable<Uint8Array>)) {
      signal.throwIfAborted();
      yield block;
    }
  } finally {
    // For a reader that gave up before the first block was asked for.
    tar.destroy();
  }
}

async function writeMembers(tar: Pack, members: readonly ArchiveMember[]): Promise<void> {
  for (const { name, path } of members) {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      await writeMember(tar, name, file);
    } finally {
      await file.close();
    }
  }
  tar.finalize();
}

async function writeMember(tar: Pack, name: string, file: FileHandle): Promise<void> {
  const { size, mtime, mode } = await file.stat();
  const header = { name, size, mtime, mode: mode & 0o777 };
  if (size === 0) {
    tar.entry(header, "");
    return;
  }
  // The size is promised in the header, so what is appended later is left out.
  const bytes = file.createReadStream({ start: 0, end: size - 1, autoClose: false });
  await pipeline(bytes, tar.entry(header));
}
