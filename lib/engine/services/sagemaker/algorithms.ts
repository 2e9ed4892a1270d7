import type { CreateAlgorithmInput } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import { validateInput } from "../../protocol/validation.ts";
import type { CataloguedImage, ImageCatalogue } from "../../runners/images.ts";
import type { Registrations } from "../../state/registrations.ts";
import { arnOf } from "./arn.ts";
import { imageReference, metricDefinitions, resourceName, tags } from "./constraints.ts";
import type { SageMakerContext } from "./context.ts";
import { invalid } from "./faults.ts";
import { requireImage } from "./requirements.ts";
import { putTags } from "./tagging.ts";
import { checkMetricDefinitions } from "./training/create-checks.ts";

export const createAlgorithmRequest = z.object({
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

export type AlgorithmNeeds = Pick<
  SageMakerContext,
  "accountId" | "region" | "algorithms" | "clock" | "images" | "tags"
>;

/** Registers an image as an algorithm: its hyperparameters, channels and metrics. Answers its ARN. */
export async function registerAlgorithm(
  context: AlgorithmNeeds,
  { Tags, ...request }: CreateAlgorithmInput,
): Promise<string> {
  const name = request.AlgorithmName ?? "";
  const arn = arnOf(context, "algorithm", name);
  checkMetricDefinitions(request.TrainingSpecification?.MetricDefinitions ?? []);
  const image = await requireImage(context, request.TrainingSpecification?.TrainingImage ?? "");
  const now = context.clock.now();
  const isNew = context.algorithms.insert(
    {
      name,
      arn,
      request,
      imageDigest: image.digest,
      status: "Completed",
      createdAt: now,
      modifiedAt: now,
    },
    () => putTags(context.tags, arn, Tags),
  );
  if (!isNew) throw invalid(`Algorithm already exists: ${arn}`);
  return arn;
}

/**
 * Registers the algorithms of the images that the engine was started with, each
 * definition once: an algorithm that a person deletes stays deleted, an edited
 * algorithm.json replaces what it said before. Rejects naming the bad file.
 */
export async function registerImages(
  context: AlgorithmNeeds & {
    readonly images: ImageCatalogue;
    readonly registrations: Registrations;
  },
): Promise<void> {
  for (const { reference, algorithm } of await context.images.list()) {
    const definition = JSON.stringify(algorithm);
    if (context.registrations.has(reference, definition)) continue;
    context.algorithms.remove(algorithm.AlgorithmName);
    await registerImage(context, reference, algorithm);
    // Last: what a crash broke off is done again.
    context.registrations.note(reference, definition);
  }
}

async function registerImage(
  context: AlgorithmNeeds,
  reference: string,
  algorithm: CataloguedImage["algorithm"],
): Promise<void> {
  try {
    validateInput(createAlgorithmRequest, algorithm);
    // Checked just above: the file holds a CreateAlgorithm request.
    await registerAlgorithm(context, algorithm as unknown as CreateAlgorithmInput);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new Error(`The algorithm.json of ${reference} cannot be registered: ${cause}`);
  }
}
