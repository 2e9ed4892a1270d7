import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TrainingJob } from "../records.ts";
import { inputMode } from "./channels/host-channels.ts";

const HOST = "algo-1";

/**
 * Lays out /opt/ml for a training job: folders and the three configuration
 * files, which containers open without asking whether they are there.
 */
export async function writeInputConfig(mlRoot: string, job: TrainingJob): Promise<void> {
  const folders = ["input/config", "input/data", "model", "output/data", "code", "checkpoints"];
  for (const folder of folders) await mkdir(join(mlRoot, folder), { recursive: true });
  const write = (name: string, value: unknown) =>
    writeFile(join(mlRoot, "input/config", name), JSON.stringify(value));
  await write("hyperparameters.json", job.request.HyperParameters ?? {});
  await write("inputdataconfig.json", inputDataConfig(job));
  await write("resourceconfig.json", resourceConfig(job));
}

function inputDataConfig({ request }: TrainingJob): Record<string, unknown> {
  const channels = (request.InputDataConfig ?? []).map((channel) => [
    channel.ChannelName,
    {
      ...(channel.ContentType !== undefined && { ContentType: channel.ContentType }),
      TrainingInputMode: inputMode({ request }, channel),
      S3DistributionType:
        channel.DataSource?.S3DataSource?.S3DataDistributionType ?? "FullyReplicated",
      RecordWrapperType: channel.RecordWrapperType ?? "None",
    },
  ]);
  return Object.fromEntries(channels);
}

function resourceConfig({ request }: TrainingJob): Record<string, unknown> {
  const instanceType = request.ResourceConfig?.InstanceType;
  const group = "homogeneousCluster";
  return {
    current_host: HOST,
    current_instance_type: instanceType,
    current_group_name: group,
    current_instance_group: group,
    hosts: [HOST],
    instance_groups: [{ instance_group_name: group, instance_type: instanceType, hosts: [HOST] }],
    network_interface_name: "eth0",
  };
}

/** What the contract sets in the container's environment, under what the request asks for. */
export function trainingEnvironment(job: TrainingJob, region: string): Record<string, string> {
  return {
    TRAINING_JOB_NAME: job.name,
    TRAINING_JOB_ARN: job.arn,
    AWS_REGION: region,
    ...job.request.Environment,
  };
}
