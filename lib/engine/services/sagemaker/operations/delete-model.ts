import type { DeleteModelInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { resourceName } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";

export const deleteModel = ({
  models,
  tags,
}: Pick<SageMakerContext, "models" | "tags">): ServedOperation => ({
  validate: z.object({ ModelName: resourceName.min(1) }),
  handle: ({ ModelName = "" }: DeleteModelInput) => {
    const found = models.get(ModelName);
    if (!found) throw invalid(`Could not find model "${ModelName}".`);
    models.remove(ModelName, () => tags.removeAll(found.arn));
  },
});
