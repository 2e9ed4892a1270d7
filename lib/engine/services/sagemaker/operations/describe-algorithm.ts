import type { DescribeAlgorithmInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { nameFrom } from "../arn.ts";
import { nameOrArn } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";

export const describeAlgorithm = ({
  algorithms,
}: Pick<SageMakerContext, "algorithms">): ServedOperation => ({
  validate: z.object({ AlgorithmName: nameOrArn }),
  handle: ({ AlgorithmName = "" }: DescribeAlgorithmInput) => {
    const algorithm = algorithms.get(nameFrom(AlgorithmName));
    if (!algorithm) throw invalid(`Algorithm ${AlgorithmName} does not exist.`);
    const { request, imageDigest, arn, createdAt, status } = algorithm;
    return {
      ...request,
      TrainingSpecification: {
        ...request.TrainingSpecification,
        TrainingImageDigest: imageDigest,
      },
      AlgorithmArn: arn,
      CreationTime: createdAt,
      AlgorithmStatus: status,
      AlgorithmStatusDetails: {},
    };
  },
});
