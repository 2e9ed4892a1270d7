import type { EcrContext } from "../context.ts";

export type DeleteResult =
  /** What went: the tag, and the image itself where it was named by digest or had no other tag. */
  | { readonly ok: true; readonly digest: string; readonly tags: readonly string[] }
  | { readonly ok: false; readonly reason: "unknown" }
  | { readonly ok: false; readonly reason: "part-of"; readonly index: string };

/** Deletes a tag or an image, as ECR does; bytes that no image has any more go later. */
export function deleteImage(
  { store: { manifests } }: Pick<EcrContext, "store">,
  repository: string,
  reference: string,
): DeleteResult {
  const image = manifests.get(repository, reference);
  if (!image) return { ok: false, reason: "unknown" };
  const { digest, tags } = image;
  if (digest !== reference && tags.length > 1) {
    manifests.untag(repository, reference);
    return { ok: true, digest, tags: [reference] };
  }
  const index = manifests.parentOf(repository, digest);
  if (index !== undefined) {
    // The tag can go, the image is still needed.
    if (digest === reference) return { ok: false, reason: "part-of", index };
    manifests.untag(repository, reference);
  } else manifests.remove(repository, digest);
  return { ok: true, digest, tags };
}
