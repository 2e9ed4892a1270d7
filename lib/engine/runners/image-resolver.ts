import type { ImageStore } from "../state/image-store.ts";
import { findLocalImage } from "./docker/docker-images.ts";
import type { DockerDoor } from "./docker/engine-door.ts";
import type { ImageCatalogue, Registry, SourceCatalogue } from "./images.ts";
import { parseOwnReference } from "./images.ts";
import type { ResolvedImage } from "./runner.ts";

/**
 * Finds what a reference means: an image that was pushed to the engine's registry, a source image,
 * or one of the Docker Engine of this machine. A tag names what was put under it last, so a pushed
 * image comes before a source image of the same tag.
 */
export function createImageResolver(parts: {
  readonly sources: SourceCatalogue;
  readonly store: ImageStore;
  readonly door: DockerDoor;
  readonly registry: Registry;
}): ImageCatalogue {
  const { sources, store, door, registry } = parts;

  const findPushed = (reference: string): ResolvedImage | undefined => {
    const own = parseOwnReference(reference, registry);
    const found = own && store.manifests.get(own.repository, own.digest ?? own.tag);
    if (!found) return undefined;
    const { digest } = found;
    return { kind: "container", reference, digest, from: { repository: own.repository } };
  };

  const findInDocker = async (reference: string): Promise<ResolvedImage | undefined> => {
    const docker = await door();
    if (!docker.available) return undefined;
    const local = await findLocalImage(docker.engine, reference);
    return local && { kind: "container", reference, digest: local.id, from: "docker" };
  };

  return {
    list: sources.list,
    resolve: async (reference) =>
      findPushed(reference) ??
      (await sources.resolve(reference)) ??
      (await findInDocker(reference)),
  };
}
