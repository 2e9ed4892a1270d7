import type { CreateTrainingJobRequest } from "@aws-sdk/client-sagemaker";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { withCanonicalImage } from "../image-names.ts";
import { trainingRequestSchema } from "../training/request-schema.ts";
import { type StartNeeds, startTraining } from "../training/start-training.ts";

export const createTrainingJob = (context: StartNeeds): ServedOperation => ({
  validate: trainingRequestSchema,
  handle: async ({ Tags: tags, ...asked }: CreateTrainingJobRequest, call) => {
    const { AlgorithmSpecification: algorithm } = asked;
    const request = {
      ...asked,
      AlgorithmSpecification: algorithm && withCanonicalImage(algorithm, "TrainingImage", call),
    };
    return { TrainingJobArn: await startTraining(context, request, { tags }) };
  },
});
