import type {
  AlgorithmSpecification,
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

/** A spot job may wait for a machine; the wait includes the run. */
export function checkStopping(request: CreateTrainingJobRequest): void {
  const { EnableManagedSpotTraining, StoppingCondition: limits } = request;
  const { MaxWaitTimeInSeconds: wait, MaxRuntimeInSeconds: run = 86_400 } = limits ?? {};
  if (EnableManagedSpotTraining && (wait === undefined || wait < run))
    throw invalid(
      "Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to MaxRuntimeInSeconds",
    );
}

export function checkOutput(objects: ObjectStore, uri: string): void {
  const target = parseS3Uri(uri);
  if (!target || !objects.bucketExists(target.bucket))
    throw invalid(`The S3 bucket of the output path "${uri}" does not exist.`);
}
