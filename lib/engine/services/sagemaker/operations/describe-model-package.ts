import type { DescribeModelPackageInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import type { SageMakerContext } from "../context.ts";
import { describePackage } from "../registry/describe.ts";
import { packageNameOrArn, requirePackage } from "../registry/names.ts";

export const describeModelPackage = (
  context: Pick<SageMakerContext, "packages">,
): ServedOperation => ({
  validate: z.object({ ModelPackageName: packageNameOrArn }),
  handle: ({ ModelPackageName = "" }: DescribeModelPackageInput) =>
    describePackage(requirePackage(context, ModelPackageName)),
});
