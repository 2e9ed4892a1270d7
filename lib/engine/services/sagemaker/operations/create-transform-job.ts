import type { CreateTransformJobRequest } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { arnOf } from "../arn.ts";
import { environment, resourceName, s3Uri, tags } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { inUse, invalid } from "../faults.ts";
import { putTags } from "../tagging.ts";
import {
  checkDataProcessing,
  checkInstances,
  checkPayload,
  checkPlaces,
  refuseUnserved,
} from "../transform/create-checks.ts";

const whole = (least: number, most: number) => z.number().int().min(least).max(most).optional();
const mediaType = z.string().max(256).optional();
const filter = z.string().max(63).optional();

const validate = z.object({
  TransformJobName: resourceName.min(1),
  ModelName: resourceName.min(1),
  MaxConcurrentTransforms: z.number().int().min(0).optional(),
  MaxPayloadInMB: whole(0, 100),
  BatchStrategy: z.enum(["MultiRecord", "SingleRecord"]).optional(),
  ModelClientConfig: z
    .object({ InvocationsTimeoutInSeconds: whole(1, 3600), InvocationsMaxRetries: whole(0, 3) })
    .optional(),
  Environment: environment
    .refine((map) => Object.keys(map).length <= 16, {
      message: "Member must have length less than or equal to 16",
    })
    .optional(),
  TransformInput: z.object({
    DataSource: z.object({
      S3DataSource: z.object({
        S3DataType: z.enum(["ManifestFile", "S3Prefix"]),
        S3Uri: s3Uri,
      }),
    }),
    ContentType: mediaType,
    CompressionType: z.enum(["None", "Gzip"]).optional(),
    SplitType: z.enum(["None", "Line", "RecordIO", "TFRecord"]).optional(),
  }),
  TransformOutput: z.object({
    S3OutputPath: s3Uri,
    Accept: mediaType,
    AssembleWith: z.enum(["None", "Line"]).optional(),
  }),
  TransformResources: z.object({ InstanceCount: z.number().int().min(1) }),
  DataProcessing: z
    .object({
      InputFilter: filter,
      OutputFilter: filter,
      JoinSource: z.enum(["Input", "None"]).optional(),
    })
    .optional(),
  Tags: tags.optional(),
});

type Needs = Pick<
  SageMakerContext,
  | "accountId"
  | "region"
  | "clock"
  | "models"
  | "objects"
  | "tags"
  | "transforms"
  | "transformExecutor"
>;

/** Checks everything that can be known now, then hands the job to the executor. */
export const createTransformJob = (context: Needs): ServedOperation => ({
  validate,
  handle: async ({ Tags, ...request }: CreateTransformJobRequest) => {
    const { transforms, transformExecutor, models, objects } = context;
    const name = request.TransformJobName ?? "";
    const model = request.ModelName ?? "";
    refuseUnserved(request);
    await checkInstances(request);
    checkPayload(request);
    checkDataProcessing(request);
    if (!models.get(model))
      throw invalid(`Could not find model "${arnOf(context, "model", model)}".`);
    checkPlaces(objects, request);

    const now = context.clock.now();
    const arn = arnOf(context, "transform-job", name);
    const isNew = transforms.insert(
      { name, arn, request, status: "InProgress", createdAt: now, modifiedAt: now },
      () => putTags(context.tags, arn, Tags),
    );
    if (!isNew)
      throw inUse(
        `Job name must be unique within an AWS account and region, and a job with this name already exists (${arn})`,
      );
    transformExecutor.submit(name);
    return { TransformJobArn: arn };
  },
});
