import type { StopTransformJobRequest } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { resourceName } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";
import { requireTransform } from "../requirements.ts";

/** Asks a job to end; a job that is already stopping is asked again without effect. */
export const stopTransformJob = (
  context: Pick<SageMakerContext, "transforms" | "transformExecutor" | "accountId" | "region">,
): ServedOperation => ({
  validate: z.object({ TransformJobName: resourceName.min(1) }),
  handle: ({ TransformJobName = "" }: StopTransformJobRequest) => {
    const { status } = requireTransform(context, TransformJobName);
    if (status === "InProgress") context.transformExecutor.stop(TransformJobName);
    else if (status !== "Stopping")
      throw invalid(`The request was rejected because the transform job is in status ${status}.`);
  },
});
