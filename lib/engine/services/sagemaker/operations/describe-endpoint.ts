import type { DescribeEndpointInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { resourceName } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";
import type { EndpointVariant } from "../records.ts";

export const describeEndpoint = ({
  endpoints,
}: Pick<SageMakerContext, "endpoints">): ServedOperation => ({
  validate: z.object({ EndpointName: resourceName.min(1) }),
  handle: ({ EndpointName = "" }: DescribeEndpointInput) => {
    const endpoint = endpoints.get(EndpointName);
    if (!endpoint) throw invalid(`Could not find endpoint "${EndpointName}".`);
    return {
      EndpointName,
      EndpointArn: endpoint.arn,
      EndpointConfigName: endpoint.configName,
      EndpointStatus: endpoint.status,
      CreationTime: endpoint.createdAt,
      LastModifiedTime: endpoint.modifiedAt,
      ...(endpoint.failureReason !== undefined && { FailureReason: endpoint.failureReason }),
      ...(endpoint.variants.length > 0 && { ProductionVariants: endpoint.variants.map(summarize) }),
      ...(endpoint.pendingConfigName !== undefined && {
        PendingDeploymentSummary: { EndpointConfigName: endpoint.pendingConfigName },
      }),
    };
  },
});

function summarize({ name, weight, instanceCount }: EndpointVariant) {
  return {
    VariantName: name,
    CurrentWeight: weight,
    DesiredWeight: weight,
    CurrentInstanceCount: instanceCount,
    DesiredInstanceCount: instanceCount,
  };
}
