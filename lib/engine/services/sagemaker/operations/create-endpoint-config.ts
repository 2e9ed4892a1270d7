import type { CreateEndpointConfigInput, ProductionVariant } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import { variantInstanceTypes } from "../../../protocol/instance-types.ts";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { arnOf } from "../arn.ts";
import { resourceName, tags } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { constraint, invalid, notImplemented } from "../faults.ts";
import { putTags } from "../tagging.ts";

const seconds = z.number().int().min(60).max(3600).optional();

const variant = z.object({
  VariantName: resourceName.min(1),
  ModelName: resourceName.optional(),
  InitialInstanceCount: z.number().int().min(1).optional(),
  InitialVariantWeight: z.number().min(0).optional(),
  ModelDataDownloadTimeoutInSeconds: seconds,
  ContainerStartupHealthCheckTimeoutInSeconds: seconds,
});

const validate = z.object({
  EndpointConfigName: resourceName.min(1),
  ProductionVariants: z.array(variant).min(1).max(10),
  Tags: tags.optional(),
});

type Needs = Pick<
  SageMakerContext,
  "accountId" | "region" | "clock" | "configs" | "models" | "tags"
>;

export const createEndpointConfig = (context: Needs): ServedOperation => ({
  validate,
  handle: async ({ Tags, ...request }: CreateEndpointConfigInput) => {
    const name = request.EndpointConfigName ?? "";
    const arn = arnOf(context, "endpoint-config", name);
    refuseUnserved(request);
    await checkVariants(context, request.ProductionVariants ?? []);
    const now = context.clock.now();
    const isNew = context.configs.insert(
      {
        name,
        arn,
        request,
        status: "Created",
        createdAt: now,
        modifiedAt: now,
      },
      () => putTags(context.tags, arn, Tags),
    );
    if (!isNew) throw invalid(`Cannot create already existing endpoint configuration "${arn}".`);
    return { EndpointConfigArn: arn };
  },
});

function refuseUnserved(request: CreateEndpointConfigInput): void {
  if (request.ProductionVariants?.some(({ ServerlessConfig }) => ServerlessConfig))
    throw notImplemented("Trainyard has no serverless endpoints: give an InstanceType.");
  if (request.AsyncInferenceConfig)
    throw notImplemented("Trainyard does not serve asynchronous inference.");
  if (request.DataCaptureConfig?.EnableCapture)
    throw notImplemented("Trainyard does not capture data: leave DataCaptureConfig out.");
  if (request.ShadowProductionVariants)
    throw notImplemented("Trainyard does not serve shadow variants.");
}

async function checkVariants(
  { models, accountId, region }: Needs,
  variants: readonly ProductionVariant[],
): Promise<void> {
  const known = await variantInstanceTypes();
  for (const [index, { InstanceType, ModelName = "" }] of variants.entries()) {
    if (InstanceType === undefined || !known.includes(InstanceType))
      throw constraint(
        InstanceType ?? "null",
        `productionVariants.${index + 1}.member.instanceType`,
        `Member must satisfy enum value set: [${known.join(", ")}]`,
      );
    if (!models.get(ModelName))
      throw invalid(`Could not find model "${arnOf({ accountId, region }, "model", ModelName)}".`);
  }
  const names = variants.map(({ VariantName }) => VariantName);
  if (new Set(names).size < names.length)
    throw invalid("The names of an endpoint configuration's variants must be unique.");
}
