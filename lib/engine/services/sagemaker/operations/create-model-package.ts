import type { CreateModelPackageInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { Call, ServedOperation } from "../../../protocol/operation.ts";
import { arnOf } from "../arn.ts";
import {
  environment,
  imageReference,
  nameOrArn,
  resourceName,
  s3Uri,
  tags,
} from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid, notImplemented } from "../faults.ts";
import { withCanonicalImage } from "../image-names.ts";
import { requireModelData } from "../model-data.ts";
import { requireGroup } from "../registry/names.ts";
import { requireImage } from "../requirements.ts";
import { putTags } from "../tagging.ts";

export const inferenceSpecification = z.object({
  Containers: z
    .array(
      z.object({
        Image: imageReference.optional(),
        ModelDataUrl: s3Uri.optional(),
        Environment: environment.optional(),
      }),
    )
    .min(1)
    .max(15),
  SupportedContentTypes: z.array(z.string().max(256)).optional(),
  SupportedResponseMIMETypes: z.array(z.string().max(1024)).optional(),
});

const validate = z.object({
  ModelPackageName: resourceName.min(1).optional(),
  ModelPackageGroupName: nameOrArn.optional(),
  ModelPackageDescription: z.string().max(1024).optional(),
  InferenceSpecification: inferenceSpecification.optional(),
  ModelApprovalStatus: z.enum(["Approved", "Rejected", "PendingManualApproval"]).optional(),
  CustomerMetadataProperties: z.record(z.string().max(128), z.string().max(256)).optional(),
  Tags: tags.optional(),
});

type Needs = Pick<
  SageMakerContext,
  "accountId" | "region" | "clock" | "images" | "objects" | "packages" | "packageGroups" | "tags"
>;

/** A version of a group, or a package of its own. */
export const createModelPackage = (context: Needs): ServedOperation => ({
  validate,
  handle: async ({ Tags, ClientToken: _once, ...asked }: CreateModelPackageInput, call) => {
    const request = withCanonicalImages(asked, call);
    const { ModelPackageName: name, ModelPackageGroupName: group } = request;
    if ((name === undefined) === (group === undefined))
      throw invalid("You must specify either ModelPackageName or ModelPackageGroupName, not both.");
    if (request.ValidationSpecification)
      throw notImplemented(
        "Trainyard does not validate packages: leave ValidationSpecification out.",
      );
    await checkContainers(context, request);
    const ModelPackageArn =
      group === undefined
        ? addPackage(context, name ?? "", request, Tags)
        : addVersion(context, group, request, Tags);
    return { ModelPackageArn };
  },
});

type Request = Omit<CreateModelPackageInput, "Tags">;

function withCanonicalImages(request: Request, call: Call): Request {
  const { InferenceSpecification: inference } = request;
  if (!inference) return request;
  const Containers = inference.Containers?.map((one) => withCanonicalImage(one, "Image", call));
  return { ...request, InferenceSpecification: { ...inference, Containers } };
}

async function checkContainers(context: Needs, request: Request): Promise<void> {
  const containers = request.InferenceSpecification?.Containers ?? [];
  if (containers.length > 1)
    throw notImplemented(
      "Trainyard serves models of one container: give InferenceSpecification one.",
    );
  for (const { Image = "", ModelDataUrl } of containers) {
    await requireImage(context, Image, "serve");
    if (ModelDataUrl !== undefined) requireModelData(context, ModelDataUrl);
  }
}

function addPackage(
  context: Needs,
  name: string,
  request: Request,
  tagged: CreateModelPackageInput["Tags"],
): string {
  const arn = arnOf(context, "model-package", name);
  const now = context.clock.now();
  const isNew = context.packages.insert(
    { name, arn, request, status: "Completed", createdAt: now, modifiedAt: now },
    () => putTags(context.tags, arn, tagged),
  );
  if (!isNew) throw invalid(`Model package already exists: ${arn}`);
  return arn;
}

/** Waits for somebody's approval unless it comes with one. */
function addVersion(
  context: Needs,
  groupName: string,
  asked: Request,
  tagged: CreateModelPackageInput["Tags"],
): string {
  const group = requireGroup(context, groupName);
  const version = group.lastVersion + 1;
  const name = `${group.name}/${version}`;
  const arn = arnOf(context, "model-package", name);
  const now = context.clock.now();
  const request = {
    ...asked,
    ModelPackageGroupName: group.name,
    ModelApprovalStatus: asked.ModelApprovalStatus ?? "PendingManualApproval",
  };
  context.packages.insert(
    { name, arn, request, version, status: "Completed", createdAt: now, modifiedAt: now },
    () => {
      context.packageGroups.update(group.name, (before) => ({ ...before, lastVersion: version }));
      putTags(context.tags, arn, tagged);
    },
  );
  return arn;
}
