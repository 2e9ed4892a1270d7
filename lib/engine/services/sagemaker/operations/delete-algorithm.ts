import type { DeleteAlgorithmInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { resourceName } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";

export const deleteAlgorithm = ({
  algorithms,
  tags,
}: Pick<SageMakerContext, "algorithms" | "tags">): ServedOperation => ({
  validate: z.object({ AlgorithmName: resourceName.min(1) }),
  handle: ({ AlgorithmName = "" }: DeleteAlgorithmInput) => {
    const found = algorithms.get(AlgorithmName);
    if (!found) throw invalid(`Algorithm ${AlgorithmName} does not exist.`);
    algorithms.remove(AlgorithmName, () => tags.removeAll(found.arn));
  },
});
