import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract, type Header } from "tar-stream";

const READ_SIZE = 256 * 1024;

interface ModelLimits {
  readonly entries: number;
  /** Unpacked. */
  readonly bytes: number;
}

const LIMITS: ModelLimits = { entries: 100_000, bytes: 50 * 1024 ** 3 };

/** Says what is wrong with a model archive. */
export class ModelArchiveError extends Error {
  override readonly name = "ModelArchiveError";
}

/**
 * Unpacks model.tar.gz into `folder`, which is new and empty: regular files and
 * folders only, every path inside, with bounds on number and size.
 */
export async function extractModel(
  archive: Readable,
  folder: string,
  signal: AbortSignal,
  limits = LIMITS,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const tar = extract();
  const unpacked = unpack(tar, folder, limits);
  // What a header claims is refused before it is written; what no header names counts here.
  const counted = (bytes: AsyncIterable<Uint8Array>) => atMost(bytes, limits);
  try {
    await Promise.all([
      pipeline(archive, createGunzip({ chunkSize: READ_SIZE }), counted, tar, { signal }),
      unpacked,
    ]);
  } catch (error) {
    if (error instanceof ModelArchiveError) throw error;
    signal.throwIfAborted();
    const cause = error instanceof Error ? error.message : String(error);
    throw new ModelArchiveError(`the model archive cannot be unpacked: ${cause}`);
  }
}

const tooLarge = ({ entries, bytes }: ModelLimits): ModelArchiveError =>
  new ModelArchiveError(
    `the model archive is too large: at most ${entries} files and ${bytes} bytes`,
  );

async function* atMost(source: AsyncIterable<Uint8Array>, limits: ModelLimits) {
  let seen = 0;
  for await (const piece of source) {
    seen += piece.length;
    if (seen > limits.bytes) throw tooLarge(limits);
    yield piece;
  }
}

async function unpack(
  tar: ReturnType<typeof extract>,
  folder: string,
  limits: ModelLimits,
): Promise<void> {
  let entries = 0;
  let bytes = 0;
  for await (const entry of tar) {
    const { header } = entry;
    entries += 1;
    bytes += header.size ?? 0;
    if (entries > limits.entries || bytes > limits.bytes) throw tooLarge(limits);
    const path = join(folder, ...safeSegments(header));
    if (header.type === "directory") {
      await mkdir(path, { recursive: true });
      entry.resume();
      continue;
    }
    await mkdir(dirname(path), { recursive: true });
    // "wx": a name that comes twice must not write through what the first one made.
    await pipeline(entry, createWriteStream(path, { flags: "wx" }));
  }
}

/** The path of a member, one name at a time; throws for all that could lead out of the folder. */
export function safeSegments({ name, type }: Pick<Header, "name" | "type">): string[] {
  if (type !== "file" && type !== "directory" && type !== "contiguous-file")
    throw new ModelArchiveError(
      `the model archive holds ${name}, a ${type}: only regular files and folders are unpacked`,
    );
  const isAbsolute = name.startsWith("/");
  const segments = name.split("/").filter((segment) => segment !== "" && segment !== ".");
  if (isAbsolute || segments.includes("..") || name.includes("\0"))
    throw new ModelArchiveError(`the model archive holds ${name}, which leads out of its folder`);
  return segments;
}
