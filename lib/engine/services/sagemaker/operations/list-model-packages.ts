import type { ListModelPackagesInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { listRequest, nameOrArn } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { listPageOf } from "../listing.ts";
import { summarizePackage } from "../registry/describe.ts";
import { requireGroup } from "../registry/names.ts";
import type { ModelPackage } from "../registry/records.ts";

const validate = listRequest.extend({
  ModelPackageGroupName: nameOrArn.optional(),
  ModelPackageType: z.enum(["Versioned", "Unversioned", "Both"]).optional(),
  ModelApprovalStatus: z.enum(["Approved", "Rejected", "PendingManualApproval"]).optional(),
  SortBy: z.enum(["Name", "CreationTime"]).optional(),
});

export const listModelPackages = (
  context: Pick<SageMakerContext, "packages" | "packageGroups">,
): ServedOperation => ({
  validate,
  handle: (request: ListModelPackagesInput) => {
    const { ModelPackageGroupName: asked, ModelApprovalStatus: approval } = request;
    const group = asked === undefined ? undefined : requireGroup(context, asked).name;
    const isOfType = ofType(request.ModelPackageType ?? (group ? "Versioned" : "Unversioned"));
    const { items, ...next } = listPageOf(
      context.packages,
      request,
      "Ascending",
      (found) =>
        isOfType(found) &&
        (group === undefined || found.request.ModelPackageGroupName === group) &&
        (approval === undefined || found.request.ModelApprovalStatus === approval),
    );
    return { ModelPackageSummaryList: items.map(summarizePackage), ...next };
  },
});

const ofType =
  (type: NonNullable<ListModelPackagesInput["ModelPackageType"]>) =>
  ({ version }: ModelPackage): boolean =>
    type === "Both" || (type === "Versioned") === (version !== undefined);
