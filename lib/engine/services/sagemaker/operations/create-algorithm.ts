import type { CreateAlgorithmInput } from "@aws-sdk/client-sagemaker";
import { z } from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { arnOf } from "../arn.ts";
import { imageReference, metricDefinitions, resourceName, tags } from "../constraints.ts";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";
import { requireImage } from "../requirements.ts";
import { putTags } from "../tagging.ts";
import { checkMetricDefinitions } from "../training/create-checks.ts";

const validate = z.object({
  AlgorithmName: resourceName.min(1),
  AlgorithmDescription: z.string().max(1024).optional(),
  TrainingSpecification: z.object({
    TrainingImage: imageReference,
    SupportedTrainingInstanceTypes: z.array(z.string()),
    TrainingChannels: z
      .array(z.object({ Name: z.string().max(64) }))
      .min(1)
      .max(8),
    SupportedHyperParameters: z
      .array(z.object({ Name: z.string().max(256) }))
      .max(100)
      .optional(),
    MetricDefinitions: metricDefinitions.optional(),
  }),
  Tags: tags.optional(),
});

type Needs = Pick<
  SageMakerContext,
  "accountId" | "region" | "algorithms" | "clock" | "images" | "tags"
>;

/** Registers an image as an algorithm: its hyperparameters, channels and metrics. */
export const createAlgorithm = (context: Needs): ServedOperation => ({
  validate,
  handle: async ({ Tags, ...request }: CreateAlgorithmInput) => {
    const name = request.AlgorithmName ?? "";
    const arn = arnOf(context, "algorithm", name);
    checkMetricDefinitions(request.TrainingSpecification?.MetricDefinitions ?? []);
    const image = await requireImage(context, request.TrainingSpecification?.TrainingImage ?? "");
    const now = context.clock.now();
    const isNew = context.algorithms.insert({
      name,
      arn,
      request,
      imageDigest: image.digest,
      status: "Completed",
      createdAt: now,
      modifiedAt: now,
    });
    if (!isNew) throw invalid(`Algorithm already exists: ${arn}`);
    putTags(context.tags, arn, Tags);
    return { AlgorithmArn: arn };
  },
});
