import type { ImageIdentifier } from "@aws-sdk/client-ecr";
import type { CataloguedImage } from "../../../runners/images.ts";
import type { StoredManifest } from "../../../state/image-manifests.ts";
import { type ImageRepository, newRepository } from "../../../state/image-repositories.ts";
import type { EcrContext } from "../context.ts";
import { noImage, noRepository } from "../faults.ts";

/** An image of a repository, whether it was pushed or is a folder. */
export interface RepositoryImage {
  readonly digest: string;
  readonly tags: readonly string[];
  readonly sizeBytes: number;
  readonly pushedAt: Date;
  /** Absent for source images, which have no manifest. */
  readonly manifest?: StoredManifest;
}

type Registry = Pick<EcrContext, "accountId" | "images" | "store">;
interface RepositoryRequest {
  readonly repositoryName?: string | undefined;
  readonly registryId?: string | undefined;
}

const sourceImages = async ({ images }: Pick<EcrContext, "images">, name: string) =>
  (await images.list()).filter(({ repository }) => repository === name);

/** A repository that nobody made, because it holds source images. */
const impliedRepository = (name: string, sources: readonly CataloguedImage[]): ImageRepository =>
  newRepository(name, new Date(Math.min(...sources.map(({ pushedAt }) => pushedAt.getTime()))));

/** Every repository of the account in order of their names. */
export async function listRepositories(context: Registry): Promise<readonly ImageRepository[]> {
  const sources = await context.images.list();
  const made = context.store.repositories.list();
  const implied = [...new Set(sources.map(({ repository }) => repository))]
    .filter((name) => !made.some((repository) => repository.name === name))
    .map((name) =>
      impliedRepository(
        name,
        sources.filter(({ repository }) => repository === name),
      ),
    );
  return [...made, ...implied].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

export async function findRepository(
  context: Registry,
  name: string,
): Promise<ImageRepository | undefined> {
  const made = context.store.repositories.get(name);
  if (made) return made;
  const sources = await sourceImages(context, name);
  return sources.length > 0 ? impliedRepository(name, sources) : undefined;
}

/** Throws RepositoryNotFoundException, also for another account's registry. */
export async function requireRepository(
  context: Registry,
  { repositoryName = "", registryId = context.accountId }: RepositoryRequest,
): Promise<ImageRepository> {
  const found =
    registryId === context.accountId ? await findRepository(context, repositoryName) : undefined;
  if (found) return found;
  throw noRepository({ repositoryName, registryId });
}

/** The same, as a repository that things can be kept in. */
export async function requireOwnRepository(
  context: Registry,
  request: RepositoryRequest,
): Promise<ImageRepository> {
  const repository = await requireRepository(context, request);
  context.store.repositories.insert(repository);
  return repository;
}

/**
 * A repository's images in order of their digests. A tag names what was pushed under it last; a
 * source image whose tag was pushed over is there without it, as on AWS.
 */
export async function imagesOf(
  context: Registry,
  name: string,
): Promise<readonly RepositoryImage[]> {
  const pushed = context.store.manifests.list(name).map((manifest) => ({
    digest: manifest.digest,
    tags: manifest.tags,
    sizeBytes: manifest.sizeBytes,
    pushedAt: manifest.pushedAt,
    manifest,
  }));
  const sources = (await sourceImages(context, name)).map(
    ({ digest, tag, sizeBytes, pushedAt }) => {
      const isOver = pushed.some(({ tags }) => tags.includes(tag));
      return { digest, tags: isOver ? [] : [tag], sizeBytes, pushedAt };
    },
  );
  return [...pushed, ...sources].toSorted((a, b) => (a.digest < b.digest ? -1 : 1));
}

/** Whether a request's `imageId` means this image; a digest beside a tag decides with it. */
export function isMeant(
  { digest, tags }: RepositoryImage,
  { imageDigest, imageTag }: ImageIdentifier,
): boolean {
  const isDigest = imageDigest === undefined || imageDigest === digest;
  const isTag = imageTag === undefined || tags.includes(imageTag);
  return isDigest && isTag && (imageDigest !== undefined || imageTag !== undefined);
}

/** Throws ImageNotFoundException. */
export function requireImage(
  images: readonly RepositoryImage[],
  id: ImageIdentifier,
  place: { readonly repositoryName: string; readonly registryId: string },
): RepositoryImage {
  const found = images.find((image) => isMeant(image, id));
  if (found) return found;
  throw noImage(place, id);
}
