import type { DescribeModelPackageGroupInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { nameOrArn } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { summarizeGroup } from "../registry/describe.ts";
import { requireGroup } from "../registry/names.ts";

export const describeModelPackageGroup = (
  context: Pick<SageMakerContext, "packageGroups">,
): ServedOperation => ({
  validate: z.object({ ModelPackageGroupName: nameOrArn }),
  handle: ({ ModelPackageGroupName = "" }: DescribeModelPackageGroupInput) => ({
    ...summarizeGroup(requireGroup(context, ModelPackageGroupName)),
    CreatedBy: {},
  }),
});
