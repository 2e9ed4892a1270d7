import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Channel } from "@aws-sdk/client-sagemaker";
import type { ObjectStore } from "../../../state/objects.ts";
import { parseS3Uri, type S3Location } from "../containers/s3-uri.ts";
import { wordsOf } from "../containers/system-error.ts";
import { JobFailure } from "./job-failure.ts";

const PAGE = 1000;

/**
 * Where an object lands below its channel's folder, for a prefix as SageMaker
 * reads it: a key keeps the path it has below the prefix's folder, and a
 * single object's full key is its file name. Undefined for a folder marker.
 */
export function pathInChannel(prefix: string, key: string): string[] | undefined {
  if (key.endsWith("/")) return undefined;
  const inside = prefix !== "" && !prefix.endsWith("/") && key.startsWith(`${prefix}/`);
  const folder = inside ? `${prefix}/` : prefix.slice(0, prefix.lastIndexOf("/") + 1);
  return key.slice(folder.length).split("/");
}

const isFileName = (segment: string): boolean =>
  segment !== "" && segment !== "." && segment !== ".." && !segment.includes("\0");

/** Copies a channel's objects to `input/data/<channel>`; an object store's key never leaves that folder. */
export async function downloadChannel(
  objects: ObjectStore,
  channel: Channel,
  mlRoot: string,
  signal: AbortSignal,
): Promise<void> {
  const name = channel.ChannelName ?? "";
  const uri = channel.DataSource?.S3DataSource?.S3Uri ?? "";
  const source = parseS3Uri(uri);
  if (!source) throw new JobFailure(`ClientError: ${uri} is not an S3 URI.`);
  const folder = join(mlRoot, "input/data", name);
  await mkdir(folder, { recursive: true });
  let files = 0;
  for await (const key of keysBelow(objects, source)) {
    const segments = pathInChannel(source.key, key);
    if (!segments) continue;
    signal.throwIfAborted();
    if (!segments.every(isFileName))
      throw new JobFailure(
        `ClientError: Data download failed: the key ${key} of channel ${name} cannot be a file name.`,
      );
    await copyObject(objects, { bucket: source.bucket, key }, join(folder, ...segments), signal);
    files += 1;
  }
  if (files === 0)
    throw new JobFailure(
      `ClientError: Data download failed: No S3 objects found under S3 URL "${uri}" given in input data source.`,
    );
}

async function copyObject(
  objects: ObjectStore,
  { bucket, key }: S3Location,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await pipeline(await objects.open(bucket, key), createWriteStream(path, { flags: "wx" }), {
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    const cause = wordsOf(error, CAUSES);
    throw new JobFailure(`ClientError: Data download failed for s3://${bucket}/${key}: ${cause}`);
  }
}

/** What a key can be that a file cannot. */
const CAUSES: Readonly<Record<string, string>> = {
  ENAMETOOLONG: "a part of the key is longer than a file name may be",
  EEXIST: "another key of the channel needs the same name for a file or a folder",
  ENOTDIR: "another key of the channel is a file where this one needs a folder",
  EISDIR: "another key of the channel is a folder where this one needs a file",
  ENOSPC: "no space left on the disk",
};

async function* keysBelow(objects: ObjectStore, { bucket, key: prefix }: S3Location) {
  for (let after = ""; ; ) {
    const page = await objects.list(bucket, { prefix, after, limit: PAGE });
    for (const { key } of page) yield key;
    const last = page.at(-1);
    if (page.length < PAGE || !last) return;
    after = last.key;
  }
}
