import type { Channel } from "@aws-sdk/client-sagemaker";
import type { ObjectStore } from "../../../../state/objects.ts";
import type { DataFile } from "../../s3-data/data-file.ts";
import { listDataFiles } from "../../s3-data/data-files.ts";
import type { Host } from "../hosts.ts";

/** The instances that a channel's data goes to. */
export function hostsOfChannel({ DataSource }: Channel, hosts: readonly Host[]): readonly Host[] {
  const groups = DataSource?.S3DataSource?.InstanceGroupNames ?? [];
  return groups.length === 0 ? hosts : hosts.filter(({ group }) => groups.includes(group));
}

/**
 * What of a channel one instance gets: all of it, or every n-th object, so that the numbers of objects
 * differ by one at most. Throws a DataFault.
 */
export async function* shareOf(
  objects: ObjectStore,
  channel: Channel,
  host: Host,
  hosts: readonly Host[],
): AsyncGenerator<DataFile> {
  const source = channel.DataSource?.S3DataSource;
  const sharers = hostsOfChannel(channel, hosts);
  const place = sharers.indexOf(host);
  const isSharded = source?.S3DataDistributionType === "ShardedByS3Key";
  const location = { S3DataType: "S3Prefix" as const, ...source, S3Uri: source?.S3Uri ?? "" };
  let index = 0;
  for await (const file of listDataFiles(objects, location)) {
    if (!isSharded || index % sharers.length === place) yield file;
    index += 1;
  }
}
