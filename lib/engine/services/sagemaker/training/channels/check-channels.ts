import type { Channel, CreateTrainingJobRequest } from "@aws-sdk/client-sagemaker";
import type { ObjectStore } from "../../../../state/objects.ts";
import { parseS3Uri } from "../../containers/s3-uri.ts";
import { invalid, notImplemented } from "../../faults.ts";
import { hostsOf } from "../hosts.ts";
import { inputMode } from "./host-channels.ts";
import { hostsOfChannel } from "./host-share.ts";

/** What the service looks at when a job is created: whether it can give the channels as they are asked for. */
export function checkChannels(
  parts: { readonly objects: ObjectStore; readonly region: string },
  request: CreateTrainingJobRequest,
): void {
  const channels = request.InputDataConfig ?? [];
  checkNames(channels);
  for (const channel of channels) {
    checkSource(channel);
    checkMode(request, channel);
    checkGroups(request, channel);
    checkData(parts, request.RoleArn, channel);
  }
}

function checkNames(channels: readonly Channel[]): void {
  const names = channels.map(({ ChannelName }) => ChannelName);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined)
    throw invalid(
      `The channel name ${twice} is used more than once: channel names must be unique.`,
    );
}

function checkSource({ ChannelName, DataSource }: Channel): void {
  if (DataSource?.FileSystemDataSource || DataSource?.DatasetSource)
    throw notImplemented("Trainyard reads channels from S3 only: use S3DataSource.");
  if (!DataSource?.S3DataSource)
    throw invalid(`The channel ${ChannelName} has no data source: give it an S3DataSource.`);
}

function checkMode(request: CreateTrainingJobRequest, channel: Channel): void {
  const { ChannelName, CompressionType, DataSource } = channel;
  const mode = inputMode({ request }, channel);
  if (DataSource?.S3DataSource?.S3DataType === "AugmentedManifestFile" && mode !== "Pipe")
    throw invalid(
      `AugmentedManifestFile can only be used with the input mode Pipe, and channel ${ChannelName} has ${mode}.`,
    );
  if (
    DataSource?.S3DataSource?.S3DataType === "AugmentedManifestFile" &&
    !DataSource.S3DataSource.AttributeNames?.length
  )
    throw invalid(
      `The channel ${ChannelName} is an augmented manifest: name the attributes to read in AttributeNames.`,
    );
  if (mode === "FastFile" && CompressionType === "Gzip")
    throw invalid(
      `The objects of channel ${ChannelName} are read as they are in FastFile mode: leave its CompressionType out, or use File.`,
    );
}

function checkGroups(request: CreateTrainingJobRequest, channel: Channel): void {
  if (hostsOfChannel(channel, hostsOf(request.ResourceConfig)).length > 0) return;
  const names = channel.DataSource?.S3DataSource?.InstanceGroupNames ?? [];
  throw invalid(
    `The channel ${channel.ChannelName} is for the instance groups ${names.join(", ")}, none of which ResourceConfig has.`,
  );
}

/** The service looks at creation whether it will find the data. */
function checkData(
  { objects, region }: { readonly objects: ObjectStore; readonly region: string },
  roleArn: string | undefined,
  { DataSource }: Channel,
): void {
  const { S3Uri: uri = "", S3DataType = "S3Prefix" } = DataSource?.S3DataSource ?? {};
  const source = parseS3Uri(uri);
  if (!source)
    throw invalid(`The S3 URI ${uri} of a channel is not of the form s3://bucket/prefix.`);
  const { bucket, key } = source;
  const isThere = () =>
    S3DataType === "S3Prefix"
      ? objects.list(bucket, { prefix: key, limit: 1 }).length > 0
      : objects.head(bucket, key) !== undefined;
  if (!(objects.bucketExists(bucket) && isThere()))
    throw invalid(
      `No S3 objects found under S3 URL "${uri}" given in input data source. Please ensure that the bucket exists in the selected region (${region}), that objects exist under that S3 prefix, and that the role "${roleArn}" has "s3:ListBucket" permissions on bucket "${bucket}".`,
    );
}
