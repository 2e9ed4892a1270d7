import type { UpdateModelPackageInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";
import { packageNameOrArn, requirePackage } from "../registry/names.ts";
import type { ModelPackage } from "../registry/records.ts";

const validate = z.object({
  ModelPackageArn: packageNameOrArn,
  ModelApprovalStatus: z.enum(["Approved", "Rejected", "PendingManualApproval"]).optional(),
  ApprovalDescription: z.string().max(1024).optional(),
  CustomerMetadataProperties: z.record(z.string().max(128), z.string().max(256)).optional(),
  CustomerMetadataPropertiesToRemove: z.array(z.string().max(128)).optional(),
});

/** Approves or rejects a version, and changes what is said of it; what it serves with stays. */
export const updateModelPackage = (
  context: Pick<SageMakerContext, "clock" | "packages">,
): ServedOperation => ({
  validate,
  handle: (request: UpdateModelPackageInput) => {
    const { name, arn, version } = requirePackage(context, request.ModelPackageArn ?? "");
    if (request.InferenceSpecification ?? request.AdditionalInferenceSpecificationsToAdd)
      throw invalid("A model package keeps what it was created with: create a new version.");
    if (request.ModelApprovalStatus !== undefined && version === undefined)
      throw invalid("Only the versions of a model package group are approved.");
    context.packages.update(name, (before) => changed(before, request, context.clock.now()));
    return { ModelPackageArn: arn };
  },
});

function changed(before: ModelPackage, asked: UpdateModelPackageInput, now: Date): ModelPackage {
  const removed = new Set(asked.CustomerMetadataPropertiesToRemove ?? []);
  const metadata = Object.entries({
    ...before.request.CustomerMetadataProperties,
    ...asked.CustomerMetadataProperties,
  }).filter(([key]) => !removed.has(key));
  const { ModelApprovalStatus: approval, SourceUri, ModelLifeCycle } = asked;
  return {
    ...before,
    modifiedAt: now,
    ...(asked.ApprovalDescription !== undefined && {
      approvalDescription: asked.ApprovalDescription,
    }),
    request: {
      ...before.request,
      ...(approval !== undefined && { ModelApprovalStatus: approval }),
      ...(SourceUri !== undefined && { SourceUri }),
      ...(ModelLifeCycle && { ModelLifeCycle }),
      ...(metadata.length > 0 || before.request.CustomerMetadataProperties
        ? { CustomerMetadataProperties: Object.fromEntries(metadata) }
        : {}),
    },
  };
}
