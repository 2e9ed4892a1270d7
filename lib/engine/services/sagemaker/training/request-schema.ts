import * as z from "zod";
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

const instanceGroup = z.object({
  InstanceCount: z.number().int().min(1),
  InstanceGroupName: z.string().min(1).max(64),
});

/** The members of a CreateTrainingJob request that are checked before anything is looked up. */
export const trainingRequestSchema = z.object({
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
  OutputDataConfig: z.object({
    S3OutputPath: s3Uri,
    CompressionType: z.enum(["GZIP", "NONE"]).optional(),
  }),
  CheckpointConfig: z
    .object({ S3Uri: s3Uri, LocalPath: z.string().max(4096).optional() })
    .optional(),
  RetryStrategy: z.object({ MaximumRetryAttempts: z.number().int().min(1).max(30) }).optional(),
  ResourceConfig: z.object({
    InstanceCount: z.number().int().min(1).optional(),
    InstanceGroups: z.array(instanceGroup).min(1).max(5).optional(),
    VolumeSizeInGB: z.number().int().min(0).optional(),
  }),
  StoppingCondition: z
    .object({
      MaxRuntimeInSeconds: z.number().int().min(1).max(LONGEST_RUN_SECONDS).optional(),
      MaxWaitTimeInSeconds: z.number().int().min(1).optional(),
    })
    .optional(),
  Environment: environment.optional(),
  Tags: tags.optional(),
});
