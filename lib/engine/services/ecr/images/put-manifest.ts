import { createHash } from "node:crypto";
import type { StoredManifest } from "../../../state/image-manifests.ts";
import { type ImageRepository, mayMoveTag } from "../../../state/image-repositories.ts";
import type { EcrContext } from "../context.ts";
import { type Manifest, readManifest } from "./manifest.ts";

export interface ManifestToPut {
  readonly content: Buffer;
  /** The media type it was sent as. */
  readonly mediaType?: string | undefined;
  readonly tag?: string | undefined;
  /** What the client says its digest is. */
  readonly digest?: string | undefined;
}

export type PutResult =
  | { readonly ok: true; readonly digest: string; readonly isNew: boolean }
  | { readonly ok: false; readonly reason: "invalid"; readonly problem: string }
  | { readonly ok: false; readonly reason: "digest"; readonly digest: string }
  | {
      readonly ok: false;
      readonly reason: "layers" | "images";
      readonly missing: readonly string[];
    }
  | { readonly ok: false; readonly reason: "immutable"; readonly tagged: StoredManifest };

export const digestOf = (content: Buffer): string =>
  `sha256:${createHash("sha256").update(content).digest("hex")}`;

/** Stores an image's manifest, whose layers are here already, and gives it a tag. Durable when it returns. */
export function putManifest(
  { store, clock }: Pick<EcrContext, "store" | "clock">,
  repository: ImageRepository,
  { content, mediaType, tag, digest: expected }: ManifestToPut,
): PutResult {
  const digest = digestOf(content);
  if (expected !== undefined && expected !== digest) return { ok: false, reason: "digest", digest };
  const reading = readManifest(content, mediaType);
  if (!reading.ok) return { ok: false, reason: "invalid", problem: reading.problem };
  const { manifest } = reading;
  const missing = missingParts(store, repository.name, manifest);
  if (missing) return missing;
  const tagged = tag === undefined ? undefined : store.manifests.get(repository.name, tag);
  if (tag !== undefined && tagged && tagged.digest !== digest) {
    if (!mayMoveTag(repository.tagMutability, tag))
      return { ok: false, reason: "immutable", tagged };
  }
  const sizeBytes = sizeOf(store, repository.name, manifest);
  const { artifactType } = manifest;
  const pushedAt = clock.now();
  const record = { digest, mediaType: manifest.mediaType, artifactType, sizeBytes, pushedAt };
  const references = [...manifest.layers.map((layer) => layer.digest), ...manifest.images];
  const isNew =
    tag === undefined ? !store.manifests.get(repository.name, digest) : tagged?.digest !== digest;
  store.manifests.put(repository.name, record, { content, references, tag });
  return { ok: true, digest, isNew };
}

function missingParts(
  { layers, manifests }: EcrContext["store"],
  repository: string,
  manifest: Manifest,
): PutResult | undefined {
  const absent = manifest.layers.filter(({ digest }) => !layers.get(digest));
  if (absent.length > 0)
    return { ok: false, reason: "layers", missing: absent.map(({ digest }) => digest) };
  const wrong = manifest.layers.find(({ digest, size }) => layers.get(digest)?.size !== size);
  if (wrong)
    return {
      ok: false,
      reason: "invalid",
      problem: `it says that ${wrong.digest} has ${wrong.size} bytes, and it has ${layers.get(wrong.digest)?.size}`,
    };
  const images = manifest.images.filter((digest) => !manifests.get(repository, digest));
  return images.length > 0 ? { ok: false, reason: "images", missing: images } : undefined;
}

/** As ECR counts: what a client has to pull, of an index for the largest of its images. */
function sizeOf(store: EcrContext["store"], repository: string, manifest: Manifest): number {
  const own = manifest.layers.reduce((sum, { size }) => sum + size, 0);
  const images = manifest.images.map(
    (digest) => store.manifests.get(repository, digest)?.sizeBytes ?? 0,
  );
  return images.reduce((most, size) => Math.max(most, size), own);
}
