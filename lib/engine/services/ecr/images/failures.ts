import type { ImageIdentifier } from "@aws-sdk/client-ecr";
import { isDigest, isTag } from "../constraints.ts";

/** Why one image of a batch was left out, in ECR's shape. */
export interface ImageFailure {
  readonly imageId: ImageIdentifier;
  readonly failureCode: string;
  readonly failureReason: string;
}

export const imageNotFound = (
  imageId: ImageIdentifier,
  failureReason = "Requested image not found",
): ImageFailure => ({ imageId, failureCode: "ImageNotFound", failureReason });

/** What is wrong with the way a request names an image. */
export function namingProblem(imageId: ImageIdentifier): ImageFailure | undefined {
  const { imageDigest, imageTag } = imageId;
  const because = (failureCode: string, failureReason: string) => ({
    imageId,
    failureCode,
    failureReason,
  });
  if (imageDigest === undefined && imageTag === undefined)
    return because(
      "MissingDigestAndTag",
      "Invalid request parameters: both tag and digest cannot be null",
    );
  if (imageDigest !== undefined && !isDigest(imageDigest))
    return because(
      "InvalidImageDigest",
      "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
    );
  if (imageTag !== undefined && !isTag(imageTag))
    return because(
      "InvalidImageTag",
      "Invalid request parameters: image tag should satisfy the regex '[a-zA-Z0-9-_]+[a-zA-Z0-9-._]*'",
    );
  return undefined;
}
