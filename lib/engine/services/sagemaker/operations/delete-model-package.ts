import type { DeleteModelPackageInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import type { SageMakerContext } from "../context.ts";
import { packageNameOrArn, requirePackage } from "../registry/names.ts";

export const deleteModelPackage = (
  context: Pick<SageMakerContext, "packages" | "tags">,
): ServedOperation => ({
  validate: z.object({ ModelPackageName: packageNameOrArn }),
  handle: ({ ModelPackageName = "" }: DeleteModelPackageInput) => {
    const { name, arn } = requirePackage(context, ModelPackageName);
    context.packages.remove(name, () => context.tags.removeAll(arn));
  },
});
