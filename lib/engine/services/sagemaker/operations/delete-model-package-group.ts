import type { DeleteModelPackageGroupInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { nameOrArn } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { conflict } from "../faults.ts";
import { requireGroup } from "../registry/names.ts";

/** Deletes a group that has no versions any more. */
export const deleteModelPackageGroup = (
  context: Pick<SageMakerContext, "packageGroups" | "packages" | "tags">,
): ServedOperation => ({
  validate: z.object({ ModelPackageGroupName: nameOrArn }),
  handle: ({ ModelPackageGroupName = "" }: DeleteModelPackageGroupInput) => {
    const { name, arn } = requireGroup(context, ModelPackageGroupName);
    for (const { request, version } of context.packages.all()) {
      if (version !== undefined && request.ModelPackageGroupName === name)
        throw conflict(
          `Model Package Group ${arn} still has version ${version}. Delete its versions first.`,
        );
    }
    context.packageGroups.remove(name, () => context.tags.removeAll(arn));
  },
});
