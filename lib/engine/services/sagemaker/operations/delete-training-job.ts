import type { DeleteTrainingJobRequest } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { resourceName } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";
import { isOver } from "../training/transitions.ts";

/** Forgets a job that is over; its logs and artifacts stay. */
export const deleteTrainingJob = ({
  jobs,
  tags,
}: Pick<SageMakerContext, "jobs" | "tags">): ServedOperation => ({
  validate: z.object({ TrainingJobName: resourceName.min(1) }),
  handle: ({ TrainingJobName = "" }: DeleteTrainingJobRequest) => {
    const job = jobs.get(TrainingJobName);
    if (!job) throw invalid("Requested resource not found.");
    if (!isOver(job))
      throw invalid(
        `The request was rejected because the training job is in status ${job.status}. Stop it first.`,
      );
    jobs.remove(TrainingJobName, () => tags.removeAll(job.arn));
  },
});
