import type { BatchDescribeModelPackageInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import { AwsError } from "../../../protocol/errors.ts";
import type { ServedOperation } from "../../../protocol/operation.ts";
import type { SageMakerContext } from "../context.ts";
import { summarizeInBatch } from "../registry/describe.ts";
import { packageNameOrArn, requirePackage } from "../registry/names.ts";

/** What is not there is answered beside the rest. */
export const batchDescribeModelPackage = (
  context: Pick<SageMakerContext, "packages">,
): ServedOperation => ({
  validate: z.object({ ModelPackageArnList: z.array(packageNameOrArn).min(1).max(100) }),
  handle: ({ ModelPackageArnList = [] }: BatchDescribeModelPackageInput) => {
    const summaries: Record<string, ReturnType<typeof summarizeInBatch>> = {};
    const errors: Record<string, { ErrorCode: string; ErrorResponse: string }> = {};
    for (const arn of ModelPackageArnList) {
      try {
        summaries[arn] = summarizeInBatch(requirePackage(context, arn));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        errors[arn] = { ErrorCode: error.code, ErrorResponse: error.message };
      }
    }
    return { ModelPackageSummaries: summaries, BatchDescribeModelPackageErrorMap: errors };
  },
});
