import type { ListEndpointConfigsInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { listRequest } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { listPage } from "../listing.ts";

const validate = listRequest.extend({
  SortBy: z.enum(["Name", "CreationTime"]).optional(),
});

export const listEndpointConfigs = ({
  configs,
}: Pick<SageMakerContext, "configs">): ServedOperation => ({
  validate,
  handle: (request: ListEndpointConfigsInput) => {
    const { items, ...next } = listPage(configs, request, "Descending");
    return {
      EndpointConfigs: items.map((config) => ({
        EndpointConfigName: config.name,
        EndpointConfigArn: config.arn,
        CreationTime: config.createdAt,
      })),
      ...next,
    };
  },
});
