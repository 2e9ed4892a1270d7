import type { StopHyperParameterTuningJobRequest } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";
import { requireTuning, tuningJobName } from "../tuning/names.ts";
import { isOver } from "../tuning/tuning-job.ts";

/** Asks a job and its trainings to end; one that is already stopping is asked again without effect. */
export const stopHyperParameterTuningJob = (
  context: Pick<SageMakerContext, "tunings" | "tuner">,
): ServedOperation => ({
  validate: z.object({ HyperParameterTuningJobName: tuningJobName }),
  handle: ({ HyperParameterTuningJobName: name = "" }: StopHyperParameterTuningJobRequest) => {
    const job = requireTuning(context, name);
    if (isOver(job))
      throw invalid(`The request was rejected because the tuning job is in status ${job.status}.`);
    if (job.status !== "Stopping") context.tuner.stop(name);
  },
});
