import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TrainingJob } from "../records.ts";
import { channelsOf, type HostPlace, inputMode } from "./channels/host-channels.ts";
import type { Host } from "./hosts.ts";

/**
 * Lays out /opt/ml for a training job: folders and the three configuration
 * files, which containers open without asking whether they are there.
 */
export async function writeInputConfig(place: HostPlace, job: TrainingJob): Promise<void> {
  const { mlRoot } = place;
  const folders = ["input/config", "input/data", "model", "output/data", "code", "checkpoints"];
  for (const folder of folders) await mkdir(join(mlRoot, folder), { recursive: true });
  const write = (name: string, value: unknown) =>
    writeFile(join(mlRoot, "input/config", name), JSON.stringify(value));
  await write("hyperparameters.json", job.request.HyperParameters ?? {});
  await write("inputdataconfig.json", inputDataConfig(job, place));
  await write("resourceconfig.json", resourceConfig(place));
}

function inputDataConfig(job: TrainingJob, place: HostPlace): Record<string, unknown> {
  const channels = channelsOf(job, place, "File", "FastFile", "Pipe").map((channel) => [
    channel.ChannelName,
    {
      ...(channel.ContentType !== undefined && { ContentType: channel.ContentType }),
      TrainingInputMode: inputMode(job, channel),
      S3DistributionType:
        channel.DataSource?.S3DataSource?.S3DataDistributionType ?? "FullyReplicated",
      RecordWrapperType: channel.RecordWrapperType ?? "None",
    },
  ]);
  return Object.fromEntries(channels);
}

function resourceConfig({ host, hosts }: HostPlace): Record<string, unknown> {
  const groups = [...new Set(hosts.map(({ group }) => group))];
  return {
    current_host: host.name,
    current_instance_type: host.instanceType,
    current_group_name: host.group,
    current_instance_group: host.group,
    hosts: namesOf(hosts),
    instance_groups: groups.map((name) => {
      const members = hosts.filter(({ group }) => group === name);
      return {
        instance_group_name: name,
        instance_type: members[0]?.instanceType,
        hosts: namesOf(members),
      };
    }),
    network_interface_name: "eth0",
  };
}

/** In lexicographic order, as SageMaker promises. */
const namesOf = (hosts: readonly Host[]) => hosts.map(({ name }) => name).toSorted();

/** What the contract sets in the container's environment, under what the request asks for. */
export function trainingEnvironment(job: TrainingJob, region: string): Record<string, string> {
  return {
    TRAINING_JOB_NAME: job.name,
    TRAINING_JOB_ARN: job.arn,
    AWS_REGION: region,
    ...job.request.Environment,
  };
}
