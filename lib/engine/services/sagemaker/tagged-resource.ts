import { nameFrom } from "./arn.ts";
import type { SageMakerContext } from "./context.ts";
import { invalid } from "./faults.ts";

export type TagNeeds = Pick<
  SageMakerContext,
  "jobs" | "tunings" | "transforms" | "algorithms" | "models" | "configs" | "endpoints" | "tags"
>;

const ARN = /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:(?<kind>[a-z-]+)\/.+$/;

/** Throws unless the ARN names something that exists. */
export function requireTagged(
  { jobs, tunings, transforms, algorithms, models, configs, endpoints }: TagNeeds,
  arn: string,
): void {
  const stores: Record<string, { get(name: string): { arn: string } | undefined }> = {
    "training-job": jobs,
    "hyper-parameter-tuning-job": tunings,
    "transform-job": transforms,
    algorithm: algorithms,
    model: models,
    "endpoint-config": configs,
    endpoint: endpoints,
  };
  const kind = ARN.exec(arn)?.groups?.["kind"] ?? "";
  if (stores[kind]?.get(nameFrom(arn))?.arn === arn) return;
  throw invalid(`Could not find resource "${arn}".`);
}
