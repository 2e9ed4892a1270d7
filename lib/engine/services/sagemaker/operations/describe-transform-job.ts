import type { DescribeTransformJobRequest } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { resourceName } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { requireTransform } from "../requirements.ts";
import { describeTransform } from "../transform/describe.ts";

export const describeTransformJob = (
  context: Pick<SageMakerContext, "transforms" | "accountId" | "region">,
): ServedOperation => ({
  validate: z.object({ TransformJobName: resourceName.min(1) }),
  handle: ({ TransformJobName = "" }: DescribeTransformJobRequest) =>
    describeTransform(requireTransform(context, TransformJobName)),
});
