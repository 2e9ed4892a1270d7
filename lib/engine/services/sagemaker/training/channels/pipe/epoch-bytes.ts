import { pipeline, type Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createGunzip } from "node:zlib";
import type { Channel } from "@aws-sdk/client-sagemaker";
import type { ObjectStore } from "../../../../../state/objects.ts";
import { toS3Uri } from "../../../containers/s3-uri.ts";
import type { DataFile } from "../../../s3-data/data-file.ts";
import { JobFailure } from "../../job-failure.ts";
import type { HostPlace } from "../host-channels.ts";
import { hostsOfChannel, shareOf } from "../host-share.ts";
import { attributesOf, manifestLines } from "./augmented-manifest.ts";
import { LONGEST_RECORD_BYTES, toRecord } from "./record-io.ts";
import { shuffled } from "./shuffle.ts";

/** What an instance reads from a channel's pipe in one epoch. */
export async function* epochBytes(
  objects: ObjectStore,
  channel: Channel,
  place: HostPlace,
  epoch: number,
): AsyncGenerator<Uint8Array> {
  const inOrder = <T>(items: readonly T[]): readonly T[] => {
    const seed = channel.ShuffleConfig?.Seed;
    return seed === undefined ? items : shuffled(items, Number(seed) + epoch);
  };
  const isWrapped = channel.RecordWrapperType === "RecordIO";
  const files = await filesOf(objects, channel, place);
  if (channel.DataSource?.S3DataSource?.S3DataType !== "AugmentedManifestFile") {
    for (const file of inOrder(files)) yield* fileBytes(objects, channel, file);
    return;
  }
  const lines = (await Promise.all(files.map((file) => manifestLines(objects, file)))).flat();
  for (const line of inOrder(shareOfLines(lines, channel, place)))
    for await (const bytes of attributesOf(objects, channel, line))
      yield isWrapped ? toRecord(bytes) : bytes;
}

/** The objects of the instance's share; throws a DataFault. */
export async function filesOf(
  objects: ObjectStore,
  channel: Channel,
  { host, hosts }: HostPlace,
): Promise<readonly DataFile[]> {
  // An augmented manifest is one object, of which each instance gets its lines.
  const isAugmented = channel.DataSource?.S3DataSource?.S3DataType === "AugmentedManifestFile";
  const files: DataFile[] = [];
  for await (const file of shareOf(
    objects,
    isAugmented ? replicated(channel) : channel,
    host,
    hosts,
  ))
    files.push(file);
  return files;
}

function replicated(channel: Channel): Channel {
  const { S3DataDistributionType: _, ...source } = channel.DataSource?.S3DataSource ?? {
    S3DataType: undefined,
    S3Uri: undefined,
  };
  return { ...channel, DataSource: { S3DataSource: source } };
}

function shareOfLines(
  lines: readonly string[],
  channel: Channel,
  { host, hosts }: HostPlace,
): readonly string[] {
  if (channel.DataSource?.S3DataSource?.S3DataDistributionType !== "ShardedByS3Key") return lines;
  const sharers = hostsOfChannel(channel, hosts);
  return lines.filter((_, index) => index % sharers.length === sharers.indexOf(host));
}

async function* fileBytes(
  objects: ObjectStore,
  channel: Channel,
  file: DataFile,
): AsyncGenerator<Uint8Array> {
  try {
    const bytes = unpacked(channel, objects.open(file.bucket, file.key));
    if (channel.RecordWrapperType !== "RecordIO") yield* bytes as AsyncIterable<Uint8Array>;
    else yield toRecord(withinRecord(await buffer(bytes)));
  } catch (error) {
    const { message } = error as Error;
    throw new JobFailure(`ClientError: Data download failed for ${toS3Uri(file)}: ${message}`);
  }
}

function withinRecord(bytes: Buffer): Buffer {
  if (bytes.length <= LONGEST_RECORD_BYTES) return bytes;
  throw new Error(`an object of ${bytes.length} bytes is too long for one RecordIO record`);
}

/** The error of one stream reaches whoever reads the other. */
function unpacked({ CompressionType }: Channel, bytes: Readable): Readable {
  if (CompressionType !== "Gzip") return bytes;
  const gunzip = createGunzip();
  pipeline(bytes, gunzip, () => undefined);
  return gunzip;
}
