import type { AlgorithmStatus, ListAlgorithmsInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { listRequest } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { listPage } from "../listing.ts";

const validate = listRequest.extend({
  SortBy: z.enum(["Name", "CreationTime"]).optional(),
});

export const listAlgorithms = ({
  algorithms,
}: Pick<SageMakerContext, "algorithms">): ServedOperation => ({
  validate,
  handle: (request: ListAlgorithmsInput) => {
    const { items, ...next } = listPage(algorithms, request, "Ascending");
    return {
      AlgorithmSummaryList: items.map((algorithm) => ({
        AlgorithmName: algorithm.name,
        AlgorithmArn: algorithm.arn,
        ...(algorithm.request.AlgorithmDescription !== undefined && {
          AlgorithmDescription: algorithm.request.AlgorithmDescription,
        }),
        CreationTime: algorithm.createdAt,
        AlgorithmStatus: algorithm.status as AlgorithmStatus,
      })),
      ...next,
    };
  },
});
