import "server-only";
import {
  type AlgorithmStatusDetails,
  CreateAlgorithmCommand,
  type CreateAlgorithmCommandInput,
  DescribeAlgorithmCommand,
  type HyperParameterSpecification,
  ListAlgorithmsCommand,
  type TrainingSpecification,
} from "@aws-sdk/client-sagemaker";
import type { AlgorithmFile } from "@/lib/contracts/algorithm-file";
import type { ChannelSpec, HyperparameterSpec, MetricDefinition } from "@/lib/contracts/images";
import { clientsFor } from "./clients";
import { absent } from "./outcomes";
import type { Target } from "./targets";

export interface AlgorithmRow {
  readonly name: string;
  readonly description: string | null;
  readonly status: string | null;
  readonly createdAt: string;
}

export interface Algorithm extends AlgorithmRow {
  readonly arn: string;
  readonly image: string;
  readonly hyperparameters: HyperparameterSpec[];
  readonly channels: ChannelSpec[];
  readonly metrics: MetricDefinition[];
  readonly trainingInstanceTypes: string[];
  readonly inferenceInstanceTypes: string[];
  readonly inferenceContentTypes: string[];
  /** Why SageMaker could not take it; null unless it failed. */
  readonly failure: string | null;
}

const isoAlways = (date: Date | undefined): string => (date ?? new Date(0)).toISOString();

export async function listAlgorithms(
  target: Target,
  page: { limit: number; cursor?: string | undefined },
): Promise<{ rows: AlgorithmRow[]; nextCursor: string | null }> {
  const answer = await clientsFor(target).sagemaker.send(
    new ListAlgorithmsCommand({
      MaxResults: page.limit,
      NextToken: page.cursor,
      SortBy: "CreationTime",
      SortOrder: "Descending",
    }),
  );
  const rows = (answer.AlgorithmSummaryList ?? []).map((algorithm) => ({
    name: algorithm.AlgorithmName ?? "",
    description: algorithm.AlgorithmDescription ?? null,
    status: algorithm.AlgorithmStatus ?? null,
    createdAt: isoAlways(algorithm.CreationTime),
  }));
  return { rows, nextCursor: answer.NextToken ?? null };
}

const TYPES: Record<string, HyperparameterSpec["type"]> = {
  Integer: "integer",
  Continuous: "continuous",
  Categorical: "categorical",
  FreeText: "text",
};

/** Null as well for whole numbers beyond 2^53: rounded, they would be another bound. */
function boundOf(text: string | undefined): number | null {
  const value = text === undefined || text === "" ? Number.NaN : Number(text);
  const isRounded = /^[+-]?\d+$/.test(text ?? "") && !Number.isSafeInteger(value);
  return Number.isFinite(value) && !isRounded ? value : null;
}

function toHyperparameter(spec: HyperParameterSpecification): HyperparameterSpec {
  const range =
    spec.Range?.IntegerParameterRangeSpecification ??
    spec.Range?.ContinuousParameterRangeSpecification;
  return {
    name: spec.Name ?? "",
    description: spec.Description ?? null,
    type: TYPES[spec.Type ?? ""] ?? "text",
    min: boundOf(range?.MinValue),
    max: boundOf(range?.MaxValue),
    values: [...(spec.Range?.CategoricalParameterRangeSpecification?.Values ?? [])],
    default: spec.DefaultValue ?? null,
    required: spec.IsRequired ?? false,
    tunable: spec.IsTunable ?? false,
  };
}

function toTraining(spec: TrainingSpecification | undefined) {
  return {
    image: spec?.TrainingImage ?? "",
    hyperparameters: (spec?.SupportedHyperParameters ?? []).map(toHyperparameter),
    channels: (spec?.TrainingChannels ?? []).map((channel) => ({
      name: channel.Name ?? "",
      description: channel.Description ?? null,
      required: channel.IsRequired ?? false,
      contentTypes: [...(channel.SupportedContentTypes ?? [])],
    })),
    metrics: (spec?.MetricDefinitions ?? []).map(({ Name, Regex }) => ({
      name: Name ?? "",
      regex: Regex ?? "",
    })),
    trainingInstanceTypes: [...(spec?.SupportedTrainingInstanceTypes ?? [])],
  };
}

const failureOf = (details: AlgorithmStatusDetails | undefined): string | null =>
  [...(details?.ValidationStatuses ?? []), ...(details?.ImageScanStatuses ?? [])].find(
    ({ FailureReason }) => FailureReason,
  )?.FailureReason ?? null;

/** Null when no Algorithm has that name. */
export async function describeAlgorithm(target: Target, name: string): Promise<Algorithm | null> {
  const answer = await absent(
    clientsFor(target).sagemaker.send(new DescribeAlgorithmCommand({ AlgorithmName: name })),
  );
  if (!answer) return null;
  const inference = answer.InferenceSpecification;
  return {
    name: answer.AlgorithmName ?? name,
    arn: answer.AlgorithmArn ?? "",
    description: answer.AlgorithmDescription ?? null,
    status: answer.AlgorithmStatus ?? null,
    createdAt: isoAlways(answer.CreationTime),
    ...toTraining(answer.TrainingSpecification),
    inferenceInstanceTypes: [...(inference?.SupportedRealtimeInferenceInstanceTypes ?? [])],
    inferenceContentTypes: [...(inference?.SupportedContentTypes ?? [])],
    failure: failureOf(answer.AlgorithmStatusDetails),
  };
}

/** Registers an image; answers its ARN. A name that is taken is AlreadyExists. */
export async function createAlgorithm(target: Target, request: AlgorithmFile): Promise<string> {
  const { AlgorithmArn } = await clientsFor(target).sagemaker.send(
    // The contract is AWS's own shape; instance types newer than the SDK are for AWS to refuse.
    new CreateAlgorithmCommand(request as CreateAlgorithmCommandInput),
  );
  return AlgorithmArn ?? "";
}
