export interface ImageReference {
  readonly registry: string | null;
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

/** Reads `registry/repository:tag@digest`; null for what is no reference. */
export function parseImageReference(reference: string): ImageReference | null {
  const [named = "", digest = null] = reference.split("@", 2);
  const colon = named.lastIndexOf(":");
  const hasTag = colon > named.lastIndexOf("/");
  const path = hasTag ? named.slice(0, colon) : named;
  const slash = path.indexOf("/");
  const first = path.slice(0, Math.max(0, slash));
  // A first part with a dot or a port is a registry, as Docker decides it.
  const hasRegistry = slash > 0 && /[.:]/.test(first);
  const repository = hasRegistry ? path.slice(slash + 1) : path;
  if (!/^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/.test(repository) || repository.length > 256) return null;
  return {
    registry: hasRegistry ? first : null,
    repository,
    tag: hasTag ? named.slice(colon + 1) : null,
    digest,
  };
}

/** `random-forest:0.1.0`: what a person calls the image. */
export function shortReference(reference: string): string {
  const parsed = parseImageReference(reference);
  if (!parsed) return reference;
  return parsed.tag ? `${parsed.repository}:${parsed.tag}` : parsed.repository;
}

/** `<last part of the repository>-<tag>` with dots as dashes: the Algorithm's name for an image. */
export const algorithmName = ({
  repository,
  tag,
}: Pick<ImageReference, "repository" | "tag">): string =>
  `${repository.split("/").at(-1) ?? repository}-${tag ?? "latest"}`.replace(/[^a-zA-Z0-9]+/g, "-");
