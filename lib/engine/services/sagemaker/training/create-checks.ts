import type {
  AlgorithmSpecification,
  Channel,
  CreateTrainingJobRequest,
  MetricDefinition,
} from "@aws-sdk/client-sagemaker";
import { trainingInstanceTypes } from "../../../protocol/instance-types.ts";
import type { ObjectStore } from "../../../state/objects.ts";
import { nameFrom } from "../arn.ts";
import { parseS3Uri } from "../containers/s3-uri.ts";
import type { SageMakerContext } from "../context.ts";
import { constraint, invalid, notImplemented } from "../faults.ts";
import { regexProblem } from "./metric-capture.ts";

/** What a request trains with, whether it names an image or an algorithm. */
export interface TrainingSource {
  readonly image: string;
  readonly metricDefinitions: readonly MetricDefinition[];
}

export function resolveSource(
  { algorithms }: Pick<SageMakerContext, "algorithms">,
  specification: AlgorithmSpecification,
): TrainingSource {
  const { TrainingImage, AlgorithmName, MetricDefinitions = [] } = specification;
  if (TrainingImage !== undefined && AlgorithmName !== undefined)
    throw invalid("You must not specify both AlgorithmName and TrainingImage.");
  if (TrainingImage !== undefined)
    return { image: TrainingImage, metricDefinitions: MetricDefinitions };
  if (AlgorithmName === undefined)
    throw invalid("You must specify either AlgorithmName or TrainingImage.");
  const algorithm = algorithms.get(nameFrom(AlgorithmName));
  if (!algorithm) throw invalid(`Algorithm ${AlgorithmName} does not exist.`);
  const training = algorithm.request.TrainingSpecification;
  return {
    image: training?.TrainingImage ?? "",
    metricDefinitions: training?.MetricDefinitions ?? [],
  };
}

export function checkMetricDefinitions(definitions: readonly MetricDefinition[]): void {
  for (const { Name, Regex = "" } of definitions) {
    const problem = regexProblem(Regex);
    if (problem !== undefined)
      throw invalid(
        `The regular expression of metric ${Name} is not one that RE2 takes: ${problem}. RE2 has no look-around and no back-references.`,
      );
  }
}

/** Refuses what SageMaker would do and this engine does not, instead of leaving it out. */
export function refuseUnserved(request: CreateTrainingJobRequest): void {
  const { ResourceConfig, InputDataConfig = [], AlgorithmSpecification } = request;
  const channels = InputDataConfig.map(({ DataSource }) => DataSource);
  const modes = [
    AlgorithmSpecification?.TrainingInputMode,
    ...InputDataConfig.map(({ InputMode }) => InputMode),
  ];
  if ((ResourceConfig?.InstanceCount ?? 1) > 1 || ResourceConfig?.InstanceGroups)
    throw notImplemented("Trainyard trains on one instance: set InstanceCount to 1.");
  if (modes.includes("Pipe"))
    throw notImplemented("Trainyard does not serve the input mode Pipe: use File or FastFile.");
  if (channels.some((source) => source?.FileSystemDataSource || source?.DatasetSource))
    throw notImplemented("Trainyard reads channels from S3 only: use S3DataSource.");
  if (channels.some((source) => (source?.S3DataSource?.S3DataType ?? "S3Prefix") !== "S3Prefix"))
    throw notImplemented("Trainyard does not read manifests: use the S3DataType S3Prefix.");
  if (InputDataConfig.some(({ CompressionType = "None" }) => CompressionType !== "None"))
    throw notImplemented("Trainyard does not unpack channels: set CompressionType to None.");
  if ((request.OutputDataConfig?.CompressionType ?? "GZIP") !== "GZIP")
    throw notImplemented("Trainyard writes model.tar.gz: set CompressionType to GZIP.");
  if (request.CheckpointConfig)
    throw notImplemented("Trainyard does not copy checkpoints: leave CheckpointConfig out.");
}

export async function checkInstanceType(request: CreateTrainingJobRequest): Promise<void> {
  const type = request.ResourceConfig?.InstanceType;
  if (type === undefined)
    throw constraint("null", "resourceConfig.instanceType", "Member must not be null");
  const known = await trainingInstanceTypes();
  if (!known.includes(type))
    throw constraint(
      type,
      "resourceConfig.instanceType",
      `Member must satisfy enum value set: [${known.join(", ")}]`,
    );
}

export function checkChannelNames(channels: readonly Channel[]): void {
  const names = channels.map(({ ChannelName }) => ChannelName);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined)
    throw invalid(
      `The channel name ${twice} is used more than once: channel names must be unique.`,
    );
}

/** A spot job may wait for a machine; the wait includes the run. */
export function checkStopping(request: CreateTrainingJobRequest): void {
  const { EnableManagedSpotTraining, StoppingCondition: limits } = request;
  const { MaxWaitTimeInSeconds: wait, MaxRuntimeInSeconds: run = 86_400 } = limits ?? {};
  if (EnableManagedSpotTraining && (wait === undefined || wait < run))
    throw invalid(
      "Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to MaxRuntimeInSeconds",
    );
}

/** The service looks at creation whether it will find the data. */
export function checkInput(
  { objects, region }: { objects: ObjectStore; region: string },
  channels: readonly Channel[],
  roleArn: string | undefined,
): void {
  for (const { DataSource } of channels) {
    const uri = DataSource?.S3DataSource?.S3Uri ?? "";
    const source = parseS3Uri(uri);
    if (!source)
      throw invalid(`The S3 URI ${uri} of a channel is not of the form s3://bucket/prefix.`);
    const isThere =
      objects.bucketExists(source.bucket) &&
      objects.list(source.bucket, { prefix: source.key, limit: 1 }).length > 0;
    if (!isThere)
      throw invalid(
        `No S3 objects found under S3 URL "${uri}" given in input data source. Please ensure that the bucket exists in the selected region (${region}), that objects exist under that S3 prefix, and that the role "${roleArn}" has "s3:ListBucket" permissions on bucket "${source.bucket}".`,
      );
  }
}

export function checkOutput(objects: ObjectStore, uri: string): void {
  const target = parseS3Uri(uri);
  if (!target || !objects.bucketExists(target.bucket))
    throw invalid(`The S3 bucket of the output path "${uri}" does not exist.`);
}
