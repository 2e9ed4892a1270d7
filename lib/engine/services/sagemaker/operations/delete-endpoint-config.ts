import type { DeleteEndpointConfigInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { resourceName } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";

export const deleteEndpointConfig = ({
  configs,
  tags,
}: Pick<SageMakerContext, "configs" | "tags">): ServedOperation => ({
  validate: z.object({ EndpointConfigName: resourceName.min(1) }),
  handle: ({ EndpointConfigName = "" }: DeleteEndpointConfigInput) => {
    const found = configs.get(EndpointConfigName);
    if (!found) throw invalid(`Could not find endpoint configuration "${EndpointConfigName}".`);
    configs.remove(EndpointConfigName, () => tags.removeAll(found.arn));
  },
});
