import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { ObjectStore } from "../../../state/objects.ts";
import { type S3Location, toS3Uri } from "../containers/s3-uri.ts";
import { wordsOf } from "../containers/system-error.ts";
import { DataFault } from "./data-fault.ts";
import type { DataFile } from "./data-file.ts";

const isFileName = (segment: string): boolean =>
  segment !== "" && segment !== "." && segment !== ".." && !segment.includes("\0");

/**
 * Copies objects to `folder`, which an object store's key never leaves, through gunzip if they are
 * packed. Throws a DataFault that says which of them cannot be copied and why.
 */
export async function copyFiles(
  objects: ObjectStore,
  files: AsyncIterable<DataFile>,
  { folder, isPacked }: { readonly folder: string; readonly isPacked: boolean },
  signal: AbortSignal,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for await (const { path, ...location } of files) {
    signal.throwIfAborted();
    if (!path.every(isFileName))
      throw new DataFault(`the key ${location.key} cannot be a file name.`);
    await copyObject(objects, location, { path: join(folder, ...path), isPacked }, signal);
  }
}

async function copyObject(
  objects: ObjectStore,
  location: S3Location,
  { path, isPacked }: { readonly path: string; readonly isPacked: boolean },
  signal: AbortSignal,
): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const bytes = objects.open(location.bucket, location.key);
    const file = createWriteStream(path, { flags: "wx" });
    await (isPacked
      ? pipeline(bytes, createGunzip(), file, { signal })
      : pipeline(bytes, file, { signal }));
  } catch (error) {
    signal.throwIfAborted();
    const cause = wordsOf(error, CAUSES);
    throw new DataFault(`${toS3Uri(location)}: ${cause}`);
  }
}

/** What a key can be that a file cannot, and what bytes can be that gzip's are not. */
const CAUSES: Readonly<Record<string, string>> = {
  ENAMETOOLONG: "a part of the key is longer than a file name may be",
  EEXIST: "another key needs the same name for a file or a folder",
  ENOTDIR: "another key is a file where this one needs a folder",
  EISDIR: "another key is a folder where this one needs a file",
  ENOSPC: "no space left on the disk",
  Z_DATA_ERROR: "its CompressionType is said to be Gzip, and these bytes are no gzip",
  Z_BUF_ERROR: "its CompressionType is said to be Gzip, and these bytes end before their end",
};
