import type { ResolvedImage } from "../../runners/runner.ts";
import { arnOf } from "./arn.ts";
import type { SageMakerContext } from "./context.ts";
import { invalid } from "./faults.ts";
import type { TransformJob } from "./records.ts";

export function requireRole(
  { roleExists }: Pick<SageMakerContext, "roleExists">,
  arn: string | undefined,
): void {
  if (arn !== undefined && roleExists(arn)) return;
  throw invalid(
    `Could not assume role ${arn}. Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role.`,
  );
}

/** The image, if it exists and can do what is asked of it. */
export async function requireImage(
  { images }: Pick<SageMakerContext, "images">,
  reference: string,
  command?: "train" | "serve",
): Promise<ResolvedImage> {
  const image = await images.resolve(reference);
  if (!image)
    throw invalid(`Requested image ${reference} not found. Images lists those that exist.`);
  if (command && image.kind === "source" && !image.commands[command])
    throw invalid(`The image ${reference} has no ${command} command.`);
  return image;
}

export function requireTransform(
  context: Pick<SageMakerContext, "transforms" | "accountId" | "region">,
  name: string,
): TransformJob {
  const job = context.transforms.get(name);
  if (!job)
    throw invalid(
      `Could not find requested job with name: ${arnOf(context, "transform-job", name)}`,
    );
  return job;
}
