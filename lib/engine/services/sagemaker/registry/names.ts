import * as z from "zod";
import type { SageMakerContext } from "../context.ts";
import { invalid } from "../faults.ts";
import type { ModelPackage, ModelPackageGroup } from "./records.ts";

const PACKAGE_ARN =
  /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:model-package\/([a-zA-Z0-9-]+(?:\/\d+)?)$/;

/** A name, or an ARN with or without a version. */
export const packageNameOrArn = z
  .string()
  .min(1)
  .max(176)
  .regex(
    /^(arn:aws[a-z-]*:sagemaker:[a-z0-9-]{9,16}:[0-9]{12}:[a-z-]{1,16}\/)?([a-zA-Z0-9](-*[a-zA-Z0-9]){0,62})(\/[0-9]{1,10})?$/,
  );

/** The package behind a name or an ARN; versions are named by their ARN. */
export function requirePackage(
  { packages }: Pick<SageMakerContext, "packages">,
  nameOrArn: string,
): ModelPackage {
  const found = packages.get(PACKAGE_ARN.exec(nameOrArn)?.[1] ?? nameOrArn);
  if (!found) throw invalid(`ModelPackage ${nameOrArn} does not exist.`);
  return found;
}

/** The group behind a name or an ARN. */
export function requireGroup(
  { packageGroups }: Pick<SageMakerContext, "packageGroups">,
  nameOrArn: string,
): ModelPackageGroup {
  const found = packageGroups.get(nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1));
  if (!found) throw invalid(`ModelPackageGroup ${nameOrArn} does not exist.`);
  return found;
}
