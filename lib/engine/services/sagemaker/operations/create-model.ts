import type { ContainerDefinition, CreateModelInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { Call, ServedOperation } from "../../../protocol/operation.ts";
import { arnOf } from "../arn.ts";
import { environment, imageReference, resourceName, roleArn, s3Uri, tags } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid, notImplemented } from "../faults.ts";
import { withCanonicalImage } from "../image-names.ts";
import { requireModelData, requireModelSource } from "../model-data.ts";
import type { PackagedContainer } from "../records.ts";
import { packageNameOrArn, requirePackage } from "../registry/names.ts";
import { requireImage, requireRole } from "../requirements.ts";
import { putTags } from "../tagging.ts";

const container = z.object({
  Image: imageReference.optional(),
  ModelDataUrl: s3Uri.optional(),
  ModelPackageName: packageNameOrArn.optional(),
  Environment: environment.optional(),
});

const validate = z.object({
  ModelName: resourceName.min(1),
  PrimaryContainer: container.optional(),
  Containers: z.array(container).max(15).optional(),
  ExecutionRoleArn: roleArn.optional(),
  Tags: tags.optional(),
});

type Needs = Pick<
  SageMakerContext,
  | "accountId"
  | "region"
  | "clock"
  | "images"
  | "models"
  | "objects"
  | "packages"
  | "roleExists"
  | "tags"
>;

export const createModel = (context: Needs): ServedOperation => ({
  validate,
  handle: async ({ Tags, ...asked }: CreateModelInput, call) => {
    const request = withCanonicalImages(asked, call);
    const name = request.ModelName ?? "";
    const arn = arnOf(context, "model", name);
    const container = servedContainer(request);
    const packaged = packagedContainer(context, container);
    const { Image = "", ModelDataUrl } = packaged ?? container;
    await requireImage(context, Image, "serve");
    if (request.ExecutionRoleArn !== undefined) requireRole(context, request.ExecutionRoleArn);
    if (ModelDataUrl !== undefined) requireModelData(context, ModelDataUrl);
    if (container.ModelDataSource) requireModelSource(context, container.ModelDataSource);
    const now = context.clock.now();
    const isNew = context.models.insert(
      {
        name,
        arn,
        request,
        ...(packaged && { packaged }),
        status: "Created",
        createdAt: now,
        modifiedAt: now,
      },
      () => putTags(context.tags, arn, Tags),
    );
    if (!isNew) throw invalid(`Cannot create already existing model "${arn}".`);
    return { ModelArn: arn };
  },
});

function withCanonicalImages(request: CreateModelInput, call: Call): CreateModelInput {
  const { PrimaryContainer, Containers } = request;
  return {
    ...request,
    ...(PrimaryContainer && {
      PrimaryContainer: withCanonicalImage(PrimaryContainer, "Image", call),
    }),
    ...(Containers && {
      Containers: Containers.map((one) => withCanonicalImage(one, "Image", call)),
    }),
  };
}

/** What the package was created with, which does not change after the model's creation. */
function packagedContainer(
  context: Needs,
  { ModelPackageName, ModelDataUrl }: ContainerDefinition,
): PackagedContainer | undefined {
  if (ModelPackageName === undefined) return undefined;
  const { arn, request, version } = requirePackage(context, ModelPackageName);
  if (version !== undefined && request.ModelApprovalStatus !== "Approved")
    throw invalid(
      `The model package ${arn} has the approval status ${request.ModelApprovalStatus}: approve it with UpdateModelPackage before a model is made of it.`,
    );
  const {
    Image,
    ModelDataUrl: own,
    Environment,
  } = request.InferenceSpecification?.Containers?.[0] ?? {};
  if (Image === undefined)
    throw invalid(`The model package ${arn} has no InferenceSpecification to serve with.`);
  return { Image, ModelDataUrl: ModelDataUrl ?? own, Environment };
}

/** The one container of a model; the engine serves no pipelines. */
function servedContainer({ PrimaryContainer, Containers = [] }: CreateModelInput) {
  if (PrimaryContainer && Containers.length > 0)
    throw invalid("You must not specify both PrimaryContainer and Containers.");
  if (Containers.length > 1)
    throw notImplemented("Trainyard serves models of one container: use PrimaryContainer.");
  const container = PrimaryContainer ?? Containers[0];
  if (!container) throw invalid("You must specify either PrimaryContainer or Containers.");
  if ((container.Image === undefined) === (container.ModelPackageName === undefined))
    throw invalid("You must specify either Image or ModelPackageName of a container, not both.");
  if (container.ModelDataSource && container.ModelDataUrl !== undefined)
    throw invalid("You must not specify both ModelDataUrl and ModelDataSource.");
  if (container.MultiModelConfig || container.Mode === "MultiModel")
    throw notImplemented("Trainyard serves one model a container: leave MultiModelConfig out.");
  return container;
}
