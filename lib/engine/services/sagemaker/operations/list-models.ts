import type { ListModelsInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { listRequest } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { listPage } from "../listing.ts";

const validate = listRequest.extend({
  SortBy: z.enum(["Name", "CreationTime"]).optional(),
});

export const listModels = ({ models }: Pick<SageMakerContext, "models">): ServedOperation => ({
  validate,
  handle: (request: ListModelsInput) => {
    const { items, ...next } = listPage(models, request, "Descending");
    return {
      Models: items.map((model) => ({
        ModelName: model.name,
        ModelArn: model.arn,
        CreationTime: model.createdAt,
      })),
      ...next,
    };
  },
});
