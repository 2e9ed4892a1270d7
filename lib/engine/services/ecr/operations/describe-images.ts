import type { DescribeImagesRequest } from "@aws-sdk/client-ecr";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { imageFilter, imageIds, inRepository, paged } from "../constraints.ts";
import type { EcrContext } from "../context.ts";
import { invalidParameter } from "../faults.ts";
import {
  imagesOf,
  type RepositoryImage,
  requireImage,
  requireRepository,
} from "../images/catalogue.ts";
import { pageOf } from "../pages.ts";
import { hasTagStatus } from "../tag-status.ts";

export const describeImages = (context: EcrContext): ServedOperation => ({
  validate: inRepository.extend({ ...paged, imageIds: imageIds.optional(), filter: imageFilter }),
  handle: async (request: DescribeImagesRequest) => {
    const { repositoryName = "", imageIds: ids, filter, maxResults, nextToken } = request;
    if (ids && (maxResults !== undefined || nextToken !== undefined))
      throw invalidParameter(
        "'maxResults' and 'nextToken' cannot be used together with 'imageIds'",
      );
    await requireRepository(context, request);
    const images = await imagesOf(context, repositoryName);
    const place = { repositoryName, registryId: context.accountId };
    const toDetail = (image: RepositoryImage) => ({ ...place, ...detailOf(image) });
    if (ids) return { imageDetails: ids.map((id) => toDetail(requireImage(images, id, place))) };
    const wanted = images.filter(({ tags }) => hasTagStatus(tags, filter?.tagStatus));
    const { page, ...rest } = pageOf(wanted, ({ digest }) => digest, request);
    return { imageDetails: page.map(toDetail), ...rest };
  },
});

function detailOf({ digest, tags, sizeBytes, pushedAt, manifest }: RepositoryImage) {
  return {
    imageDigest: digest,
    // Untagged images have no such member on AWS.
    ...(tags.length > 0 ? { imageTags: [...tags] } : {}),
    imageSizeInBytes: sizeBytes,
    imagePushedAt: pushedAt,
    ...(manifest && {
      imageManifestMediaType: manifest.mediaType,
      artifactMediaType: manifest.artifactType,
    }),
  };
}
