import type { BatchGetImageRequest, ImageIdentifier } from "@aws-sdk/client-ecr";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { imageIds, inRepository } from "../constraints.ts";
import type { EcrContext } from "../context.ts";
import { imagesOf, isMeant, requireRepository } from "../images/catalogue.ts";
import { type ImageFailure, imageNotFound, namingProblem } from "../images/failures.ts";

/** Images with their manifests; what cannot be had is listed beside them. */
export const batchGetImage = (context: EcrContext): ServedOperation => ({
  validate: inRepository.extend({ imageIds }),
  handle: async (request: BatchGetImageRequest) => {
    const { repositoryName = "", imageIds: ids = [] } = request;
    await requireRepository(context, request);
    const all = await imagesOf(context, repositoryName);
    const { store, accountId: registryId } = context;
    const get = (imageId: ImageIdentifier) => {
      const problem = namingProblem(imageId);
      if (problem) return problem;
      const found = all.find((image) => isMeant(image, imageId));
      if (!found?.manifest) return imageNotFound(imageId, found && SOURCE);
      const content = store.manifests.content(repositoryName, found.digest);
      return {
        registryId,
        repositoryName,
        imageId: { ...imageId, imageDigest: found.digest },
        imageManifest: content?.toString("utf8"),
        imageManifestMediaType: found.manifest.mediaType,
      };
    };
    const results = ids.map(get);
    const isFailure = (result: (typeof results)[number]): result is ImageFailure =>
      "failureCode" in result;
    return {
      images: results.filter((result) => !isFailure(result)),
      failures: results.filter(isFailure),
    };
  },
});

const SOURCE = "The image is a folder of this machine and has no manifest";
