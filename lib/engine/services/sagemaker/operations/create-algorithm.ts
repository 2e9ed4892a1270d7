import type { CreateAlgorithmInput } from "@aws-sdk/client-sagemaker";
import type { Call, ServedOperation } from "../../../protocol/operation.ts";
import { type AlgorithmNeeds, createAlgorithmRequest, registerAlgorithm } from "../algorithms.ts";
import { withCanonicalImage } from "../image-names.ts";

export const createAlgorithm = (context: AlgorithmNeeds): ServedOperation => ({
  validate: createAlgorithmRequest,
  handle: async (request: CreateAlgorithmInput, call) => ({
    AlgorithmArn: await registerAlgorithm(context, withCanonicalImages(request, call)),
  }),
});

function withCanonicalImages(request: CreateAlgorithmInput, call: Call): CreateAlgorithmInput {
  const { TrainingSpecification: training, InferenceSpecification: inference } = request;
  return {
    ...request,
    TrainingSpecification: training && withCanonicalImage(training, "TrainingImage", call),
    ...(inference && {
      InferenceSpecification: {
        ...inference,
        Containers: inference.Containers?.map((one) => withCanonicalImage(one, "Image", call)),
      },
    }),
  };
}
