import type { ListEndpointsInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { listRequest } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { listPage } from "../listing.ts";

const validate = listRequest.extend({
  SortBy: z.enum(["Name", "CreationTime", "Status"]).optional(),
  StatusEquals: z
    .enum([
      "OutOfService",
      "Creating",
      "Updating",
      "SystemUpdating",
      "RollingBack",
      "InService",
      "Deleting",
      "Failed",
      "UpdateRollbackFailed",
    ])
    .optional(),
});

export const listEndpoints = ({
  endpoints,
}: Pick<SageMakerContext, "endpoints">): ServedOperation => ({
  validate,
  handle: (request: ListEndpointsInput) => {
    const { items, ...next } = listPage(endpoints, request, "Descending");
    return {
      Endpoints: items.map((endpoint) => ({
        EndpointName: endpoint.name,
        EndpointArn: endpoint.arn,
        CreationTime: endpoint.createdAt,
        LastModifiedTime: endpoint.modifiedAt,
        EndpointStatus: endpoint.status,
      })),
      ...next,
    };
  },
});
