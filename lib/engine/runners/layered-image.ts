import type { ImageStore } from "../state/image-store.ts";
import { wrongArchitecture } from "./image-faults.ts";

/** An image of the engine's registry, for one kind of machine. */
export interface LayeredImage {
  readonly digest: string;
  readonly mediaType: string;
  /** The manifest's bytes. */
  readonly content: Buffer;
  readonly manifest: ImageManifest;
}

/** What of a manifest is used. */
export interface ImageManifest {
  readonly config: { readonly digest: string };
  /** From the lowest up. */
  readonly layers: readonly { readonly digest: string; readonly mediaType: string }[];
}

interface ImageIndex {
  readonly manifests: readonly {
    readonly digest: string;
    readonly platform?: { readonly os: string; readonly architecture: string };
  }[];
}

/**
 * An image by its digest; of an index, the image for this architecture (`amd64`, `arm64`). Throws
 * with the cause and the fix.
 */
export function readLayeredImage(
  store: Pick<ImageStore, "manifests">,
  { repository, digest }: { readonly repository: string; readonly digest: string },
  architecture: string,
): LayeredImage {
  const record = store.manifests.get(repository, digest);
  const content = record && store.manifests.content(repository, digest);
  if (!content) throw new Error(`the registry has no image ${repository}@${digest} any more`);
  // Checked when it was pushed.
  const manifest = JSON.parse(content.toString("utf8")) as ImageManifest | ImageIndex;
  if (!("manifests" in manifest)) return { digest, mediaType: record.mediaType, content, manifest };
  const forLinux = manifest.manifests.filter(({ platform }) => platform?.os === "linux");
  const own = forLinux.find(({ platform }) => platform?.architecture === architecture);
  if (own) return readLayeredImage(store, { repository, digest: own.digest }, architecture);
  const others = forLinux.map(({ platform }) => platform?.architecture).join(", ");
  throw new Error(wrongArchitecture(others || "no Linux", architecture));
}
