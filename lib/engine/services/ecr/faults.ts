import { AwsError } from "../../protocol/errors.ts";

/** ECR's faults, in its words. All of them are of status 400. */
interface Place {
  readonly repositoryName: string;
  readonly registryId: string;
}

const inRegistry = ({ repositoryName, registryId }: Place) =>
  `the repository with name '${repositoryName}' in the registry with id '${registryId}'`;

export const noRepository = ({ repositoryName, registryId }: Place): AwsError =>
  new AwsError(
    "RepositoryNotFoundException",
    `The repository with name '${repositoryName}' does not exist in the registry with id '${registryId}'`,
  );

export const repositoryExists = ({ repositoryName, registryId }: Place): AwsError =>
  new AwsError(
    "RepositoryAlreadyExistsException",
    `The repository with name '${repositoryName}' already exists in the registry with id '${registryId}'`,
  );

export const repositoryNotEmpty = ({ repositoryName, registryId }: Place): AwsError =>
  new AwsError(
    "RepositoryNotEmptyException",
    `The repository with name '${repositoryName}' in registry with id '${registryId}' cannot be deleted because it still contains images`,
  );

export const noImage = (
  place: Place,
  { imageDigest, imageTag }: { imageDigest?: string | undefined; imageTag?: string | undefined },
): AwsError =>
  new AwsError(
    "ImageNotFoundException",
    `The image with imageId {imageDigest:'${imageDigest ?? "null"}', imageTag:'${imageTag ?? "null"}'} does not exist within ${inRegistry(place)}`,
  );

export const noLifecyclePolicy = (place: Place): AwsError =>
  new AwsError(
    "LifecyclePolicyNotFoundException",
    `Lifecycle policy does not exist for ${inRegistry(place)}`,
  );

export const noRepositoryPolicy = (place: Place): AwsError =>
  new AwsError(
    "RepositoryPolicyNotFoundException",
    `Repository policy does not exist for ${inRegistry(place)}`,
  );

export const invalidParameter = (message: string): AwsError =>
  new AwsError("InvalidParameterException", message);
