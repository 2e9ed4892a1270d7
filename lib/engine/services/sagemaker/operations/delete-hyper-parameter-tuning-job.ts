import type { DeleteHyperParameterTuningJobRequest } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import type { SageMakerContext } from "../context.ts";
import { inUse } from "../faults.ts";
import { requireTuning, tuningJobName } from "../tuning/names.ts";
import { isOver } from "../tuning/tuning-job.ts";

/** Forgets a job that is over; its training jobs stay. */
export const deleteHyperParameterTuningJob = (
  context: Pick<SageMakerContext, "tunings" | "tags">,
): ServedOperation => ({
  validate: z.object({ HyperParameterTuningJobName: tuningJobName }),
  handle: ({ HyperParameterTuningJobName: name = "" }: DeleteHyperParameterTuningJobRequest) => {
    const job = requireTuning(context, name);
    if (!isOver(job))
      throw inUse(`The tuning job ${name} is in status ${job.status}. Stop it first.`);
    context.tunings.remove(name, () => context.tags.removeAll(job.arn));
  },
});
