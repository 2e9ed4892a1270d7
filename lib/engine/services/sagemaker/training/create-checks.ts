import { posix } from "node:path";
import type {
  AlgorithmSpecification,
  CheckpointConfig,
  CreateTrainingJobRequest,
  MetricDefinition,
} from "@aws-sdk/client-sagemaker";
import { AwsError } from "../../../protocol/errors.ts";
import { trainingInstanceTypes } from "../../../protocol/instance-types.ts";
import type { ObjectStore } from "../../../state/objects.ts";
import { nameFrom } from "../arn.ts";
import { parseS3Uri } from "../containers/s3-uri.ts";
import type { SageMakerContext } from "../context.ts";
import { constraint, invalid } from "../faults.ts";
import { hostsOf } from "./hosts.ts";
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

/** As many as AWS gives an account that asked for no more. */
const MOST_INSTANCES = 20;

export async function checkInstances({ ResourceConfig }: CreateTrainingJobRequest): Promise<void> {
  const { InstanceType, InstanceCount, InstanceGroups } = ResourceConfig ?? {};
  if (InstanceGroups && (InstanceType !== undefined || InstanceCount !== undefined))
    throw invalid(
      "You must not specify InstanceGroups together with InstanceType or InstanceCount.",
    );
  const names = (InstanceGroups ?? []).map(({ InstanceGroupName }) => InstanceGroupName);
  if (new Set(names).size < names.length)
    throw invalid("The names of instance groups must be unique.");
  const hosts = hostsOf(ResourceConfig);
  if (hosts.length > MOST_INSTANCES)
    throw new AwsError(
      "ResourceLimitExceeded",
      `A training job has ${MOST_INSTANCES} instances at most, and this one asks for ${hosts.length}.`,
    );
  const known = await trainingInstanceTypes();
  for (const { instanceType } of hosts) {
    if (instanceType === undefined)
      throw constraint("null", "resourceConfig.instanceType", "Member must not be null");
    if (!known.includes(instanceType))
      throw constraint(
        instanceType,
        "resourceConfig.instanceType",
        `Member must satisfy enum value set: [${known.join(", ")}]`,
      );
  }
}

/** A spot job may wait for a machine; the wait includes the run. */
export function checkStopping(request: CreateTrainingJobRequest): void {
  const { EnableManagedSpotTraining, StoppingCondition: limits } = request;
  const { MaxWaitTimeInSeconds: wait, MaxRuntimeInSeconds: run = 86_400 } = limits ?? {};
  if (!EnableManagedSpotTraining && wait !== undefined)
    throw invalid(
      "MaxWaitTimeInSeconds is not supported when EnableManagedSpotTraining is not set to true",
    );
  if (EnableManagedSpotTraining && (wait === undefined || wait < run))
    throw invalid(
      "Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to MaxRuntimeInSeconds",
    );
}

export function checkCheckpoints(objects: ObjectStore, config: CheckpointConfig | undefined): void {
  if (!config) return;
  const target = parseS3Uri(config.S3Uri ?? "");
  if (!target || !objects.bucketExists(target.bucket))
    throw invalid(`The S3 bucket of the checkpoint path "${config.S3Uri}" does not exist.`);
  const { LocalPath = "/opt/ml/checkpoints" } = config;
  const path = posix.normalize(LocalPath).replace(/\/$/, "");
  if (!path.startsWith("/") || "/opt/ml/".startsWith(`${path}/`))
    throw invalid(
      `The LocalPath ${LocalPath} of CheckpointConfig is not the absolute path of a folder of its own.`,
    );
}

export function checkOutput(objects: ObjectStore, uri: string): void {
  const target = parseS3Uri(uri);
  if (!target || !objects.bucketExists(target.bucket))
    throw invalid(`The S3 bucket of the output path "${uri}" does not exist.`);
}
