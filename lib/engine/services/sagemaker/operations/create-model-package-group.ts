import type { CreateModelPackageGroupInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { arnOf } from "../arn.ts";
import { resourceName, tags } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";
import { putTags } from "../tagging.ts";

type Needs = Pick<SageMakerContext, "accountId" | "region" | "clock" | "packageGroups" | "tags">;

export const createModelPackageGroup = (context: Needs): ServedOperation => ({
  validate: z.object({
    ModelPackageGroupName: resourceName.min(1),
    ModelPackageGroupDescription: z.string().max(1024).optional(),
    Tags: tags.optional(),
  }),
  handle: ({ Tags, ...request }: CreateModelPackageGroupInput) => {
    const name = request.ModelPackageGroupName ?? "";
    const arn = arnOf(context, "model-package-group", name);
    const now = context.clock.now();
    const record = { name, arn, request, status: "Completed", createdAt: now, modifiedAt: now };
    const isNew = context.packageGroups.insert({ ...record, lastVersion: 0 }, () =>
      putTags(context.tags, arn, Tags),
    );
    if (!isNew) throw invalid(`Model Package Group already exists: ${arn}`);
    return { ModelPackageGroupArn: arn };
  },
});
