import type { ListHyperParameterTuningJobsRequest } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { listRequest } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { listPage } from "../listing.ts";
import { summarizeTuning } from "../tuning/summaries.ts";

const validate = listRequest.extend({
  SortBy: z.enum(["Name", "Status", "CreationTime"]).optional(),
  StatusEquals: z
    .enum(["Completed", "InProgress", "Failed", "Stopped", "Stopping", "Deleting", "DeleteFailed"])
    .optional(),
});

export const listHyperParameterTuningJobs = ({
  tunings,
}: Pick<SageMakerContext, "tunings">): ServedOperation => ({
  validate,
  handle: (request: ListHyperParameterTuningJobsRequest) => {
    const { items, ...next } = listPage(tunings, { SortBy: "Name", ...request }, "Ascending");
    return { HyperParameterTuningJobSummaries: items.map(summarizeTuning), ...next };
  },
});
