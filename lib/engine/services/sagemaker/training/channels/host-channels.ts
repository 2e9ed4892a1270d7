import { join } from "node:path";
import type { Channel, TrainingInputMode } from "@aws-sdk/client-sagemaker";
import { protectTree } from "../../../../runners/container-files.ts";
import type { ObjectStore } from "../../../../state/objects.ts";
import type { TrainingJob } from "../../records.ts";
import { copyFiles } from "../../s3-data/copy-files.ts";
import type { Host } from "../hosts.ts";
import { failingJob } from "../job-failure.ts";
import { hostsOfChannel, shareOf } from "./host-share.ts";

/** One instance among those of its job, and its folder of what is /opt/ml inside. */
export interface HostPlace {
  readonly host: Host;
  readonly hosts: readonly Host[];
  readonly mlRoot: string;
}

/** How a channel's data reaches the container; a channel's own mode goes before the algorithm's. */
export const inputMode = (
  { request }: Pick<TrainingJob, "request">,
  { InputMode }: Channel,
): TrainingInputMode => InputMode ?? request.AlgorithmSpecification?.TrainingInputMode ?? "File";

export const channelFolder = (mlRoot: string, { ChannelName = "" }: Channel): string =>
  join(mlRoot, "input/data", ChannelName);

/** The channels that one instance gets, of those that come in one of these modes. */
export function channelsOf(
  job: TrainingJob,
  { host, hosts }: HostPlace,
  ...modes: readonly TrainingInputMode[]
): readonly Channel[] {
  return (job.request.InputDataConfig ?? []).filter(
    (channel) =>
      modes.includes(inputMode(job, channel)) && hostsOfChannel(channel, hosts).includes(host),
  );
}

/**
 * Fills the folders of the channels that come as files. Those of FastFile cannot be written to: there
 * they are a mounted bucket; here their files are all there from the beginning.
 */
export async function downloadChannels(
  objects: ObjectStore,
  job: TrainingJob,
  place: HostPlace,
  signal: AbortSignal,
): Promise<void> {
  for (const channel of channelsOf(job, place, "File", "FastFile")) {
    const files = shareOf(objects, channel, place.host, place.hosts);
    const folder = channelFolder(place.mlRoot, channel);
    const isPacked = channel.CompressionType === "Gzip";
    await failingJob(copyFiles(objects, files, { folder, isPacked }, signal));
    if (inputMode(job, channel) === "FastFile") await protectTree(folder);
  }
}
