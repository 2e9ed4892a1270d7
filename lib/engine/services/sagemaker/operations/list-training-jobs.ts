import type { ListTrainingJobsRequest } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { listRequest } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { listPage } from "../listing.ts";
import { summarizeJob } from "../training/describe.ts";

const validate = listRequest.extend({
  SortBy: z.enum(["Name", "CreationTime", "Status"]).optional(),
  StatusEquals: z.enum(["InProgress", "Completed", "Failed", "Stopping", "Stopped"]).optional(),
});

export const listTrainingJobs = ({ jobs }: Pick<SageMakerContext, "jobs">): ServedOperation => ({
  validate,
  handle: (request: ListTrainingJobsRequest) => {
    // No job leaves a warm pool here, whatever its status.
    if (request.WarmPoolStatusEquals !== undefined) return { TrainingJobSummaries: [] };
    const { items, ...next } = listPage(jobs, request, "Ascending");
    return { TrainingJobSummaries: items.map(summarizeJob), ...next };
  },
});
