import type { DescribeHyperParameterTuningJobRequest } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import type { SageMakerContext } from "../context.ts";
import { requireTuning, tuningJobName } from "../tuning/names.ts";
import { describeTuning } from "../tuning/summaries.ts";

export const describeHyperParameterTuningJob = (
  context: Pick<SageMakerContext, "accountId" | "region" | "clock" | "jobs" | "tunings">,
): ServedOperation => ({
  validate: z.object({ HyperParameterTuningJobName: tuningJobName }),
  handle: ({ HyperParameterTuningJobName = "" }: DescribeHyperParameterTuningJobRequest) =>
    describeTuning(context, requireTuning(context, HyperParameterTuningJobName)),
});
