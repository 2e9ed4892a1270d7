import type { DescribeEndpointConfigInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { resourceName } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";

export const describeEndpointConfig = ({
  configs,
}: Pick<SageMakerContext, "configs">): ServedOperation => ({
  validate: z.object({ EndpointConfigName: resourceName.min(1) }),
  handle: ({ EndpointConfigName = "" }: DescribeEndpointConfigInput) => {
    const config = configs.get(EndpointConfigName);
    if (!config) throw invalid(`Could not find endpoint configuration "${EndpointConfigName}".`);
    return {
      ...config.request,
      EndpointConfigArn: config.arn,
      CreationTime: config.createdAt,
    };
  },
});
