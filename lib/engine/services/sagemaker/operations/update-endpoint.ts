import type { UpdateEndpointInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { resourceName } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";

/** Brings in another configuration while the present one serves on. */
export const updateEndpoint = ({
  endpoints,
  configs,
  supervisor,
}: Pick<SageMakerContext, "endpoints" | "configs" | "supervisor">): ServedOperation => ({
  validate: z.object({
    EndpointName: resourceName.min(1),
    EndpointConfigName: resourceName.min(1),
  }),
  handle: ({ EndpointName = "", EndpointConfigName = "" }: UpdateEndpointInput) => {
    const endpoint = endpoints.get(EndpointName);
    if (!endpoint) throw invalid(`Could not find endpoint "${EndpointName}".`);
    if (!configs.get(EndpointConfigName))
      throw invalid(`Could not find endpoint configuration "${EndpointConfigName}".`);
    if (endpoint.status === "Failed")
      throw invalid(`Cannot update failed endpoint "${endpoint.arn}": delete it instead.`);
    if (endpoint.status !== "InService" && endpoint.status !== "OutOfService")
      throw invalid(`Cannot update in-progress endpoint "${endpoint.arn}".`);
    supervisor.update(EndpointName, EndpointConfigName);
    return { EndpointArn: endpoint.arn };
  },
});
