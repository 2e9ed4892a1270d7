import type { BatchDeleteImageRequest, ImageIdentifier } from "@aws-sdk/client-ecr";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { imageIds, inRepository } from "../constraints.ts";
import type { EcrContext } from "../context.ts";
import { imagesOf, isMeant, requireRepository } from "../images/catalogue.ts";
import { deleteImage } from "../images/delete-image.ts";
import { type ImageFailure, imageNotFound, namingProblem } from "../images/failures.ts";

export const batchDeleteImage = (context: EcrContext): ServedOperation => ({
  validate: inRepository.extend({ imageIds }),
  handle: async (request: BatchDeleteImageRequest) => {
    const { repositoryName = "", imageIds: ids = [] } = request;
    await requireRepository(context, request);
    const deleted: ImageIdentifier[] = [];
    const failures: ImageFailure[] = [];
    for (const imageId of ids) {
      const result = await remove(context, repositoryName, imageId);
      if ("failureCode" in result) failures.push(result);
      else deleted.push(...result.ids);
    }
    await context.store.layers.collect();
    return { imageIds: deleted, failures };
  },
});

async function remove(
  context: EcrContext,
  repositoryName: string,
  imageId: ImageIdentifier,
): Promise<ImageFailure | { readonly ids: readonly ImageIdentifier[] }> {
  const problem = namingProblem(imageId);
  if (problem) return problem;
  const found = (await imagesOf(context, repositoryName)).find((image) => isMeant(image, imageId));
  if (!found) return imageNotFound(imageId);
  if (!found.manifest) return imageNotFound(imageId, SOURCE);
  const result = deleteImage(context, repositoryName, imageId.imageTag ?? found.digest);
  if (!result.ok) {
    const failureReason =
      result.reason === "part-of"
        ? `Requested image referenced by manifest list: [${result.index}]`
        : "Requested image not found";
    return { imageId, failureCode: "ImageReferencedByManifestList", failureReason };
  }
  const { digest: imageDigest, tags } = result;
  return {
    ids:
      tags.length === 0 ? [{ imageDigest }] : tags.map((imageTag) => ({ imageDigest, imageTag })),
  };
}

const SOURCE = "The image is a folder of this machine; start the engine without its --image";
