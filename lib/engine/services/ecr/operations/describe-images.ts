import type { DescribeImagesRequest } from "@aws-sdk/client-ecr";
import { AwsError } from "../../../protocol/errors.ts";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { type EcrContext, requireRepository } from "../context.ts";

export const describeImages = (
  context: Pick<EcrContext, "images" | "accountId">,
): ServedOperation => ({
  handle: async ({ repositoryName = "", imageIds }: DescribeImagesRequest) => {
    const images = await requireRepository(context, repositoryName);
    const named = imageIds?.map(({ imageTag, imageDigest }) => {
      const found = images.find(({ tag, digest }) =>
        imageDigest === undefined ? tag === imageTag : digest === imageDigest,
      );
      if (found) return found;
      throw new AwsError(
        "ImageNotFoundException",
        `The image with imageId {imageDigest:'${imageDigest ?? "null"}', imageTag:'${imageTag ?? "null"}'} does not exist within the repository with name '${repositoryName}' in the registry with id '${context.accountId}'`,
      );
    });
    return {
      imageDetails: (named ?? images).map(({ digest, tag, sizeBytes, pushedAt }) => ({
        registryId: context.accountId,
        repositoryName,
        imageDigest: digest,
        imageTags: [tag],
        imageSizeInBytes: sizeBytes,
        imagePushedAt: pushedAt,
      })),
    };
  },
});
