import type { CreateEndpointInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { arnOf } from "../arn.ts";
import { resourceName, tags } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";
import { putTags } from "../tagging.ts";

const validate = z.object({
  EndpointName: resourceName.min(1),
  EndpointConfigName: resourceName.min(1),
  Tags: tags.optional(),
});

type Needs = Pick<
  SageMakerContext,
  "accountId" | "region" | "clock" | "configs" | "endpoints" | "supervisor" | "tags"
>;

export const createEndpoint = (context: Needs): ServedOperation => ({
  validate,
  handle: ({ EndpointName: name = "", EndpointConfigName = "", Tags }: CreateEndpointInput) => {
    const arn = arnOf(context, "endpoint", name);
    if (!context.configs.get(EndpointConfigName))
      throw invalid(`Could not find endpoint configuration "${EndpointConfigName}".`);
    const now = context.clock.now();
    const isNew = context.endpoints.insert(
      {
        name,
        arn,
        status: "Creating",
        configName: EndpointConfigName,
        variants: [],
        createdAt: now,
        modifiedAt: now,
      },
      () => putTags(context.tags, arn, Tags),
    );
    if (!isNew) throw invalid(`Cannot create already existing endpoint "${arn}".`);
    context.supervisor.create(name);
    return { EndpointArn: arn };
  },
});
