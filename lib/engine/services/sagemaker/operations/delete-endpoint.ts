import type { DeleteEndpointInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { resourceName } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";

/** Takes the endpoint out at once; its containers end in the background. */
export const deleteEndpoint = ({
  endpoints,
  supervisor,
}: Pick<SageMakerContext, "endpoints" | "supervisor">): ServedOperation => ({
  validate: z.object({ EndpointName: resourceName.min(1) }),
  handle: ({ EndpointName = "" }: DeleteEndpointInput) => {
    const endpoint = endpoints.get(EndpointName);
    if (!endpoint) throw invalid(`Could not find endpoint "${EndpointName}".`);
    if (endpoint.status !== "Deleting") supervisor.remove(EndpointName);
  },
});
