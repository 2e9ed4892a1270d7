import "server-only";
import { findRegistryImage, listRegistryImages, type RegistryImage } from "@/lib/aws/ecr";
import { toAppError } from "@/lib/aws/errors";
import {
  type Algorithm,
  type AlgorithmRow,
  describeAlgorithm,
  listAlgorithms,
} from "@/lib/aws/sagemaker-algorithms";
import type { Target } from "@/lib/aws/targets";
import type { ImageDetail, ImagePage, ImageSummary } from "@/lib/contracts/images";
import { AppError } from "@/lib/domain/app-error";
import { algorithmName, parseImageReference } from "@/lib/domain/image-references";
import { apiSentences } from "@/lib/words/api";

const LIMIT = 50;

/** Whoever may not read the registry still sees what is registered. */
async function registryImages(target: Target): Promise<RegistryImage[]> {
  try {
    return await listRegistryImages(target);
  } catch (error) {
    const { code } = toAppError(error);
    if (code === "AccessDenied" || code === "NotImplemented") return [];
    throw error;
  }
}

const nameOf = (reference: string): string => {
  const parsed = parseImageReference(reference);
  return parsed ? algorithmName(parsed) : reference;
};

/**
 * Registered images, newest first; behind the last of them, on the first page, what lies in the
 * account's registry without being registered.
 */
export async function listImages(
  target: Target,
  page: { cursor?: string | undefined; limit?: number | undefined },
): Promise<ImagePage> {
  const [algorithms, images] = await Promise.all([
    listAlgorithms(target, { limit: page.limit ?? LIMIT, cursor: page.cursor }),
    registryImages(target),
  ]);
  const byName = new Map(images.map((image) => [nameOf(image.reference), image]));
  const registered = algorithms.rows.map((row) => toRegistered(row, byName.get(row.name)));
  const whole = page.cursor === undefined && algorithms.nextCursor === null;
  const known = new Set(algorithms.rows.map(({ name }) => name));
  const others = whole ? images.filter(({ reference }) => !known.has(nameOf(reference))) : [];
  return {
    items: [...registered, ...others.map(toUnregistered)],
    nextCursor: algorithms.nextCursor,
  };
}

const factsOf = (image: RegistryImage | undefined) => ({
  repository: image?.repository ?? null,
  tag: image?.tag ?? null,
  reference: image?.reference ?? null,
  digest: image?.digest ?? null,
  sizeBytes: image?.sizeBytes ?? null,
});

const toRegistered = (row: AlgorithmRow, image: RegistryImage | undefined): ImageSummary => ({
  ...row,
  ...factsOf(image),
  registered: true,
});

const toUnregistered = (image: RegistryImage): ImageSummary => ({
  name: image.reference,
  registered: false,
  description: null,
  status: null,
  createdAt: image.pushedAt,
  ...factsOf(image),
});

/** @throws AppError NotFound */
export async function requireAlgorithm(target: Target, name: string): Promise<Algorithm> {
  const algorithm = await describeAlgorithm(target, name);
  if (!algorithm) throw new AppError("NotFound", { detail: apiSentences.noImage(name) });
  return algorithm;
}

export type ImagePresence =
  | { readonly known: true; readonly image: Awaited<ReturnType<typeof findRegistryImage>> }
  | { readonly known: false };

/** Whether the registry has the image: unknown where we may not look, or it is another's. */
export async function imagePresence(target: Target, reference: string): Promise<ImagePresence> {
  const parsed = parseImageReference(reference);
  if (!parsed?.tag) return { known: false };
  try {
    const image = await findRegistryImage(target, parsed.repository, parsed.tag);
    return { known: true, image };
  } catch (error) {
    const { code } = toAppError(error);
    if (code === "AccessDenied" || code === "NotImplemented") return { known: false };
    throw error;
  }
}

export async function getImage(target: Target, name: string): Promise<ImageDetail> {
  const { image: reference, ...algorithm } = await requireAlgorithm(target, name);
  const presence = await imagePresence(target, reference);
  const image = presence.known ? presence.image : null;
  const parsed = parseImageReference(reference);
  return {
    ...algorithm,
    status: algorithm.status ?? "",
    reference,
    repository: parsed?.repository ?? null,
    tag: parsed?.tag ?? null,
    digest: image?.digest ?? null,
    sizeBytes: image?.sizeBytes ?? null,
    pushedAt: image?.pushedAt ?? null,
  };
}
