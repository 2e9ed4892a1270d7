import type { StopTrainingJobRequest } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { resourceName } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";
import { isOver } from "../training/transitions.ts";

/** Asks a job to end; a job that is already stopping is asked again without effect. */
export const stopTrainingJob = ({
  jobs,
  executor,
}: Pick<SageMakerContext, "jobs" | "executor">): ServedOperation => ({
  validate: z.object({ TrainingJobName: resourceName.min(1) }),
  handle: ({ TrainingJobName = "" }: StopTrainingJobRequest) => {
    const job = jobs.get(TrainingJobName);
    if (!job) throw invalid("Requested resource not found.");
    if (isOver(job))
      throw invalid(
        `The request was rejected because the training job is in status ${job.status}.`,
      );
    if (job.status !== "Stopping") executor.stop(TrainingJobName);
  },
});
