import type { ListModelPackageGroupsInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { listRequest } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { listPage } from "../listing.ts";
import { summarizeGroup } from "../registry/describe.ts";

export const listModelPackageGroups = ({
  packageGroups,
}: Pick<SageMakerContext, "packageGroups">): ServedOperation => ({
  validate: listRequest.extend({ SortBy: z.enum(["Name", "CreationTime"]).optional() }),
  handle: (request: ListModelPackageGroupsInput) => {
    const { items, ...next } = listPage(packageGroups, request, "Ascending");
    return { ModelPackageGroupSummaryList: items.map(summarizeGroup), ...next };
  },
});
