import type { CreateAlgorithmInput } from "@aws-sdk/client-sagemaker";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { type AlgorithmNeeds, createAlgorithmRequest, registerAlgorithm } from "../algorithms.ts";

export const createAlgorithm = (context: AlgorithmNeeds): ServedOperation => ({
  validate: createAlgorithmRequest,
  handle: async (request: CreateAlgorithmInput) => ({
    AlgorithmArn: await registerAlgorithm(context, request),
  }),
});
