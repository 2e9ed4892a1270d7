import type { CreateTrainingJobRequest } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { Call, ServedOperation } from "../../../protocol/operation.ts";
import { arnOf } from "../arn.ts";
import {
  environment,
  imageReference,
  metricDefinitions,
  nameOrArn,
  resourceName,
  roleArn,
  s3Uri,
  tags,
} from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { inUse } from "../faults.ts";
import { withCanonicalImage } from "../image-names.ts";
import { requireImage, requireRole } from "../requirements.ts";
import { putTags } from "../tagging.ts";
import { checkChannels } from "../training/channels/check-channels.ts";
import {
  checkInstanceType,
  checkMetricDefinitions,
  checkOutput,
  checkStopping,
  refuseUnserved,
  resolveSource,
} from "../training/create-checks.ts";
import { MESSAGES } from "../training/transitions.ts";

const LONGEST_RUN_SECONDS = 28 * 86_400;

const channel = z.object({
  ChannelName: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[A-Za-z0-9.\-_]+$/)
    // The channel's folder has this name.
    .refine((name) => name !== "." && name !== "..", { message: "Member must name a folder" }),
  DataSource: z.object({
    S3DataSource: z
      .object({
        S3Uri: s3Uri,
        S3DataType: z.enum(["ManifestFile", "S3Prefix", "AugmentedManifestFile"]),
        S3DataDistributionType: z.enum(["FullyReplicated", "ShardedByS3Key"]).optional(),
        AttributeNames: z.array(z.string().min(1).max(256)).max(16).optional(),
        InstanceGroupNames: z.array(z.string().min(1).max(64)).max(5).optional(),
      })
      .optional(),
  }),
  ContentType: z.string().max(256).optional(),
  CompressionType: z.enum(["None", "Gzip"]).optional(),
  RecordWrapperType: z.enum(["None", "RecordIO"]).optional(),
  InputMode: z.enum(["Pipe", "File", "FastFile"]).optional(),
});

const validate = z.object({
  TrainingJobName: resourceName.min(1),
  AlgorithmSpecification: z.object({
    TrainingImage: imageReference.optional(),
    AlgorithmName: nameOrArn.optional(),
    TrainingInputMode: z.enum(["Pipe", "File", "FastFile"]),
    MetricDefinitions: metricDefinitions.optional(),
    ContainerEntrypoint: z.array(z.string().max(256)).min(1).max(100).optional(),
    ContainerArguments: z.array(z.string().max(256)).min(1).max(100).optional(),
  }),
  RoleArn: roleArn,
  HyperParameters: z
    .record(z.string().max(256), z.string().max(2500))
    .refine((map) => Object.keys(map).length <= 100, {
      message: "Member must have length less than or equal to 100",
    })
    .optional(),
  InputDataConfig: z.array(channel).min(1).max(20).optional(),
  OutputDataConfig: z.object({ S3OutputPath: s3Uri }),
  ResourceConfig: z.object({
    InstanceCount: z.number().int().min(1).optional(),
    VolumeSizeInGB: z.number().int().min(0).optional(),
  }),
  StoppingCondition: z
    .object({
      MaxRuntimeInSeconds: z.number().int().min(1).max(LONGEST_RUN_SECONDS).optional(),
    })
    .optional(),
  Environment: environment.optional(),
  Tags: tags.optional(),
});

type Needs = Pick<
  SageMakerContext,
  | "accountId"
  | "region"
  | "algorithms"
  | "clock"
  | "executor"
  | "images"
  | "jobs"
  | "objects"
  | "roleExists"
  | "tags"
>;

/** Checks everything that can be known now, then hands the job to the executor. */
export const createTrainingJob = (context: Needs): ServedOperation => ({
  validate,
  handle: async ({ Tags, ...asked }: CreateTrainingJobRequest, call) => {
    const request = withCanonicalSpecification(asked, call);
    const { jobs, executor, clock, objects } = context;
    const name = request.TrainingJobName ?? "";
    const source = resolveSource(
      context,
      request.AlgorithmSpecification ?? { TrainingInputMode: "File" },
    );
    refuseUnserved(request);
    await checkInstanceType(request);
    checkMetricDefinitions(source.metricDefinitions);
    requireRole(context, request.RoleArn);
    await requireImage(context, source.image, "train");
    checkChannels(context, request);
    checkStopping(request);
    checkOutput(objects, request.OutputDataConfig?.S3OutputPath ?? "");

    const now = clock.now();
    const arn = arnOf(context, "training-job", name);
    const isNew = jobs.insert(
      {
        ...source,
        name,
        arn,
        request,
        status: "InProgress",
        secondaryStatus: "Starting",
        transitions: [{ Status: "Starting", StartTime: now, StatusMessage: MESSAGES.starting }],
        finalMetrics: [],
        createdAt: now,
        modifiedAt: now,
      },
      () => putTags(context.tags, arn, Tags),
    );
    if (!isNew)
      throw inUse(
        `Training job names must be unique within an AWS account and region, and a training job with this name already exists (${arn})`,
      );
    executor.submit(name);
    return { TrainingJobArn: arn };
  },
});

function withCanonicalSpecification(
  request: CreateTrainingJobRequest,
  call: Call,
): CreateTrainingJobRequest {
  const { AlgorithmSpecification: algorithm } = request;
  return algorithm
    ? {
        ...request,
        AlgorithmSpecification: withCanonicalImage(algorithm, "TrainingImage", call),
      }
    : request;
}
