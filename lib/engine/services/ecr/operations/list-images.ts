import type { ListImagesRequest } from "@aws-sdk/client-ecr";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { imageFilter, inRepository, paged } from "../constraints.ts";
import type { EcrContext } from "../context.ts";
import { imagesOf, requireRepository } from "../images/catalogue.ts";
import { pageOf } from "../pages.ts";
import { hasTagStatus } from "../tag-status.ts";

/** One entry for each tag, and one for each image without tags. */
export const listImages = (context: EcrContext): ServedOperation => ({
  validate: inRepository.extend({ ...paged, filter: imageFilter }),
  handle: async (request: ListImagesRequest) => {
    const { repositoryName = "", filter } = request;
    await requireRepository(context, request);
    const ids = (await imagesOf(context, repositoryName))
      .filter(({ tags }) => hasTagStatus(tags, filter?.tagStatus))
      .flatMap(({ digest, tags }) =>
        tags.length === 0
          ? [{ imageDigest: digest }]
          : tags.map((imageTag) => ({ imageDigest: digest, imageTag })),
      );
    const keyOf = (id: { imageDigest: string; imageTag?: string }) =>
      `${id.imageDigest} ${id.imageTag ?? ""}`;
    const { page, ...rest } = pageOf(ids, keyOf, request);
    return { imageIds: page, ...rest };
  },
});
