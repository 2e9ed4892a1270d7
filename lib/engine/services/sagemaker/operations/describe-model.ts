import type { DescribeModelInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { resourceName } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";

export const describeModel = ({ models }: Pick<SageMakerContext, "models">): ServedOperation => ({
  validate: z.object({ ModelName: resourceName.min(1) }),
  handle: ({ ModelName = "" }: DescribeModelInput) => {
    const model = models.get(ModelName);
    if (!model) throw invalid(`Could not find model "${ModelName}".`);
    return {
      ...model.request,
      ModelArn: model.arn,
      CreationTime: model.createdAt,
      EnableNetworkIsolation: model.request.EnableNetworkIsolation ?? false,
    };
  },
});
