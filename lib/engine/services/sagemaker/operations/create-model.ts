import type { CreateModelInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { Call, ServedOperation } from "../../../protocol/operation.ts";
import { arnOf } from "../arn.ts";
import { environment, imageReference, resourceName, roleArn, s3Uri, tags } from "../constraints.ts";
import { parseS3Uri } from "../containers/s3-uri.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid, notImplemented } from "../faults.ts";
import { withCanonicalImage } from "../image-names.ts";
import { requireImage, requireRole } from "../requirements.ts";
import { putTags } from "../tagging.ts";

const container = z.object({
  Image: imageReference.optional(),
  ModelDataUrl: s3Uri.optional(),
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
  "accountId" | "region" | "clock" | "images" | "models" | "objects" | "roleExists" | "tags"
>;

export const createModel = (context: Needs): ServedOperation => ({
  validate,
  handle: async ({ Tags, ...asked }: CreateModelInput, call) => {
    const request = withCanonicalImages(asked, call);
    const name = request.ModelName ?? "";
    const arn = arnOf(context, "model", name);
    const { Image = "", ModelDataUrl } = servedContainer(request);
    await requireImage(context, Image, "serve");
    if (request.ExecutionRoleArn !== undefined) requireRole(context, request.ExecutionRoleArn);
    if (ModelDataUrl !== undefined) requireModelData(context, ModelDataUrl);
    const now = context.clock.now();
    const isNew = context.models.insert(
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

/** The service looks at creation whether the archive is there. */
function requireModelData({ objects }: Pick<SageMakerContext, "objects">, url: string): void {
  const source = parseS3Uri(url);
  if (source && objects.head(source.bucket, source.key)) return;
  throw invalid(`Could not find model data at ${url}.`);
}

/** The one container of a model; the engine serves no pipelines. */
function servedContainer({ PrimaryContainer, Containers = [] }: CreateModelInput) {
  if (PrimaryContainer && Containers.length > 0)
    throw invalid("You must not specify both PrimaryContainer and Containers.");
  if (Containers.length > 1)
    throw notImplemented("Trainyard serves models of one container: use PrimaryContainer.");
  const container = PrimaryContainer ?? Containers[0];
  if (!container) throw invalid("You must specify either PrimaryContainer or Containers.");
  if (container.Image === undefined)
    throw notImplemented("Trainyard serves models by image: set PrimaryContainer.Image.");
  if (container.ModelDataSource || container.MultiModelConfig || container.Mode === "MultiModel")
    throw notImplemented("Trainyard serves one model.tar.gz: use ModelDataUrl.");
  if (container.ModelDataUrl !== undefined && !container.ModelDataUrl.endsWith(".tar.gz"))
    throw invalid(`The model data "${container.ModelDataUrl}" must be a .tar.gz file.`);
  return container;
}
