import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { Channel } from "@aws-sdk/client-sagemaker";
import type { ObjectStore } from "../../../../state/objects.ts";
import { type S3Location, toS3Uri } from "../../containers/s3-uri.ts";
import { wordsOf } from "../../containers/system-error.ts";
import type { DataFile } from "../../s3-data/data-file.ts";
import { JobFailure } from "../job-failure.ts";

const isFileName = (segment: string): boolean =>
  segment !== "" && segment !== "." && segment !== ".." && !segment.includes("\0");

/** Copies a channel's files to `folder`, which an object store's key never leaves. */
export async function downloadChannel(
  objects: ObjectStore,
  channel: Channel,
  files: AsyncIterable<DataFile>,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const isPacked = channel.CompressionType === "Gzip";
  for await (const { path, ...location } of files) {
    signal.throwIfAborted();
    if (!path.every(isFileName))
      throw new JobFailure(
        `ClientError: Data download failed: the key ${location.key} of channel ${channel.ChannelName} cannot be a file name.`,
      );
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
    throw new JobFailure(`ClientError: Data download failed for ${toS3Uri(location)}: ${cause}`);
  }
}

/** What a key can be that a file cannot, and what bytes can be that gzip's are not. */
const CAUSES: Readonly<Record<string, string>> = {
  ENAMETOOLONG: "a part of the key is longer than a file name may be",
  EEXIST: "another key of the channel needs the same name for a file or a folder",
  ENOTDIR: "another key of the channel is a file where this one needs a folder",
  EISDIR: "another key of the channel is a folder where this one needs a file",
  ENOSPC: "no space left on the disk",
  Z_DATA_ERROR: "the channel's CompressionType is Gzip, and these bytes are no gzip",
  Z_BUF_ERROR: "the channel's CompressionType is Gzip, and these bytes end before their end",
};
