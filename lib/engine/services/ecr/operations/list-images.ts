import type { ListImagesRequest } from "@aws-sdk/client-ecr";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { type EcrContext, requireRepository } from "../context.ts";

export const listImages = (context: Pick<EcrContext, "images" | "accountId">): ServedOperation => ({
  handle: async ({ repositoryName = "" }: ListImagesRequest) => {
    const images = await requireRepository(context, repositoryName);
    return { imageIds: images.map(({ digest, tag }) => ({ imageDigest: digest, imageTag: tag })) };
  },
});
