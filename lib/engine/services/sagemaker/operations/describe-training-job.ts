import type { DescribeTrainingJobRequest } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { resourceName } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";
import { describeJob } from "../training/describe.ts";

export const describeTrainingJob = ({ jobs }: Pick<SageMakerContext, "jobs">): ServedOperation => ({
  validate: z.object({ TrainingJobName: resourceName.min(1) }),
  handle: ({ TrainingJobName = "" }: DescribeTrainingJobRequest) => {
    const job = jobs.get(TrainingJobName);
    if (!job) throw invalid("Requested resource not found.");
    return describeJob(job);
  },
});
