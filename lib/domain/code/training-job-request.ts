import { TAG_ALGORITHM, TAG_DATASET } from "../workspace";
import type { Literal } from "./literals";

export interface TrainingJobPlan {
  readonly name: string;
  readonly image: string;
  readonly algorithm: string;
  readonly dataset: string | null;
  readonly roleArn: string;
  readonly channels: readonly { name: string; uri: string; contentType: string | null }[];
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly metrics: readonly { name: string; regex: string }[];
  readonly instanceType: string;
  readonly instanceCount: number;
  readonly volumeGb: number;
  readonly maxRuntimeSeconds: number;
  readonly outputPath: string;
}

type Members = { readonly [key: string]: Literal | undefined };

/** By which the pages find the job again. */
export const jobTags = ({ algorithm, dataset }: TrainingJobPlan) => [
  { Key: TAG_ALGORITHM, Value: algorithm },
  ...(dataset ? [{ Key: TAG_DATASET, Value: dataset }] : []),
];

/** The CreateTrainingJob request that the form sends: the one place that knows its shape. */
export const trainingJobRequest = (plan: TrainingJobPlan) =>
  ({
    TrainingJobName: plan.name,
    AlgorithmSpecification: {
      TrainingImage: plan.image,
      TrainingInputMode: "File" as const,
      MetricDefinitions: plan.metrics.map(({ name, regex }) => ({ Name: name, Regex: regex })),
    },
    RoleArn: plan.roleArn,
    HyperParameters: { ...plan.hyperparameters },
    InputDataConfig: plan.channels.map(({ name, uri, contentType }) => ({
      ChannelName: name,
      DataSource: {
        S3DataSource: {
          S3DataType: "S3Prefix" as const,
          S3Uri: uri,
          S3DataDistributionType: "FullyReplicated" as const,
        },
      },
      ...(contentType ? { ContentType: contentType } : {}),
    })),
    OutputDataConfig: { S3OutputPath: plan.outputPath },
    ResourceConfig: {
      InstanceType: plan.instanceType,
      InstanceCount: plan.instanceCount,
      VolumeSizeInGB: plan.volumeGb,
    },
    StoppingCondition: { MaxRuntimeInSeconds: plan.maxRuntimeSeconds },
    Tags: jobTags(plan),
  }) satisfies Members;
