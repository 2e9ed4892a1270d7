import type { ListTransformJobsRequest } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { listRequest } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { listPage } from "../listing.ts";
import { summarizeTransform } from "../transform/describe.ts";

const validate = listRequest.extend({
  SortBy: z.enum(["Name", "CreationTime", "Status"]).optional(),
  StatusEquals: z.enum(["InProgress", "Completed", "Failed", "Stopping", "Stopped"]).optional(),
});

export const listTransformJobs = ({
  transforms,
}: Pick<SageMakerContext, "transforms">): ServedOperation => ({
  validate,
  handle: (request: ListTransformJobsRequest) => {
    const { items, ...next } = listPage(transforms, request, "Descending");
    return { TransformJobSummaries: items.map(summarizeTransform), ...next };
  },
});
