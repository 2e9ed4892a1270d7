import type { SageMakerContext } from "./context.ts";
import { invalid } from "./faults.ts";

export type TagNeeds = Pick<
  SageMakerContext,
  | "jobs"
  | "tunings"
  | "transforms"
  | "algorithms"
  | "models"
  | "packages"
  | "packageGroups"
  | "configs"
  | "endpoints"
  | "tags"
>;

const ARN = /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:(?<kind>[a-z-]+)\/(?<name>.+)$/;

/** Throws unless the ARN names something that exists. */
export function requireTagged(needs: TagNeeds, arn: string): void {
  const stores: Record<string, { get(name: string): { arn: string } | undefined }> = {
    "training-job": needs.jobs,
    "hyper-parameter-tuning-job": needs.tunings,
    "transform-job": needs.transforms,
    algorithm: needs.algorithms,
    model: needs.models,
    "model-package": needs.packages,
    "model-package-group": needs.packageGroups,
    "endpoint-config": needs.configs,
    endpoint: needs.endpoints,
  };
  const { kind = "", name = "" } = ARN.exec(arn)?.groups ?? {};
  if (stores[kind]?.get(name)?.arn === arn) return;
  throw invalid(`Could not find resource "${arn}".`);
}
