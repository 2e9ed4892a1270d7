import type { PutImageRequest } from "@aws-sdk/client-ecr";
import * as z from "zod";
import { AwsError } from "../../../protocol/errors.ts";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { inRepository, isTag } from "../constraints.ts";
import type { EcrContext } from "../context.ts";
import { invalidParameter } from "../faults.ts";
import { requireOwnRepository } from "../images/catalogue.ts";
import { MAX_MANIFEST_BYTES } from "../images/manifest.ts";
import { digestOf, type PutResult, putManifest } from "../images/put-manifest.ts";

/** Enters a manifest, most often one that is there already, under another tag. */
export const putImage = (context: EcrContext): ServedOperation => ({
  validate: inRepository.extend({
    imageManifest: z.string().min(1).max(MAX_MANIFEST_BYTES),
    imageTag: z.string().min(1).max(300).optional(),
  }),
  handle: async (request: PutImageRequest) => {
    const { repositoryName = "", imageManifest = "", imageTag, imageDigest } = request;
    if (imageTag !== undefined && !isTag(imageTag))
      throw invalidParameter(
        `Invalid parameter at 'imageTag' failed to satisfy constraint: '${imageTag}' is no tag`,
      );
    const repository = await requireOwnRepository(context, request);
    const place = `the repository with name '${repositoryName}' in registry with id '${context.accountId}'`;
    const content = Buffer.from(imageManifest, "utf8");
    const result = putManifest(context, repository, {
      content,
      mediaType: request.imageManifestMediaType,
      tag: imageTag,
      digest: imageDigest,
    });
    if (!result.ok) throw faultOf(result, place, imageTag);
    if (!result.isNew)
      throw new AwsError(
        "ImageAlreadyExistsException",
        `Image with digest '${result.digest}' and tag '${imageTag ?? "null"}' already exists in ${place}`,
      );
    const image = context.store.manifests.get(repositoryName, result.digest);
    return {
      image: {
        registryId: context.accountId,
        repositoryName,
        imageId: { imageDigest: digestOf(content), imageTag },
        imageManifest,
        imageManifestMediaType: image?.mediaType,
      },
    };
  },
});

function faultOf(
  result: Exclude<PutResult, { ok: true }>,
  place: string,
  tag: string | undefined,
): AwsError {
  switch (result.reason) {
    case "invalid":
      return invalidParameter(
        `Invalid parameter at 'ImageManifest' failed to satisfy constraint: ${result.problem}`,
      );
    case "digest":
      return new AwsError(
        "ImageDigestDoesNotMatchException",
        `The digest of the manifest is '${result.digest}', not the one that was given`,
      );
    case "layers":
      return new AwsError(
        "LayersNotFoundException",
        `The specified layers could not be found: ${result.missing.join(", ")}`,
      );
    case "images":
      return new AwsError(
        "ReferencedImagesNotFoundException",
        `The manifest list refers to images that are not in ${place}: ${result.missing.join(", ")}`,
      );
    case "immutable":
      return new AwsError(
        "ImageTagAlreadyExistsException",
        `The image tag '${tag}' already exists in ${place} and cannot be overwritten because the repository is immutable.`,
      );
    default:
      return result satisfies never;
  }
}
