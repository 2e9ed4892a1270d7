import "server-only";
import { accountIdOf } from "@/lib/aws/clients";
import { findRegistryImage, listRegistryImages, type RegistryImage } from "@/lib/aws/ecr";
import { toAppError } from "@/lib/aws/errors";
import { registryOwner } from "@/lib/aws/registry-host";
import {
  type Algorithm,
  type AlgorithmRow,
  describeAlgorithm,
  listAlgorithms,
} from "@/lib/aws/sagemaker-algorithms";
import type { Target } from "@/lib/aws/targets";
import type { ImageDetail, ImagePage, ImageSummary } from "@/lib/contracts/images";
import { algorithmKind } from "@/lib/domain/algorithms";
import { AppError } from "@/lib/domain/app-error";
import { parseImageReference } from "@/lib/domain/image-references";
import { mapLimited } from "@/lib/domain/map-limited";
import { apiSentences } from "@/lib/words/api";
import { boundedCache } from "./bounded-cache";

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

const references = () => boundedCache<string | null>("algorithms.image", 1000);

/**
 * The image behind a registered name, which the list does not say: other tools give names of their
 * own. An algorithm never changes, so each is asked about once.
 */
const referenceOf = (target: Target, { name, createdAt }: AlgorithmRow): Promise<string | null> =>
  references().get(`${target.name} ${name} ${createdAt}`, async () => {
    try {
      return (await describeAlgorithm(target, name))?.image ?? null;
    } catch (error) {
      if (toAppError(error).code === "AccessDenied") return null;
      throw error;
    }
  });

const AT_ONCE = 4;

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
  const known = await mapLimited(algorithms.rows, AT_ONCE, (row) => referenceOf(target, row));
  const byReference = new Map(images.map((image) => [image.reference, image]));
  const registered = algorithms.rows.map((row, at) => {
    const reference = known[at] ?? null;
    return toRegistered(row, reference, byReference.get(reference ?? ""));
  });
  const whole = page.cursor === undefined && algorithms.nextCursor === null;
  const others = whole ? images.filter(({ reference }) => !known.includes(reference)) : [];
  return {
    items: [...registered, ...others.map(toUnregistered)],
    nextCursor: algorithms.nextCursor,
  };
}

const factsOf = (reference: string | null, image: RegistryImage | undefined) => {
  const parsed = reference === null ? null : parseImageReference(reference);
  return {
    reference,
    repository: parsed?.repository ?? null,
    tag: parsed?.tag ?? null,
    digest: image?.digest ?? parsed?.digest ?? null,
    sizeBytes: image?.sizeBytes ?? null,
  };
};

const toRegistered = (
  row: AlgorithmRow,
  reference: string | null,
  image: RegistryImage | undefined,
): ImageSummary => ({
  ...row,
  ...factsOf(reference, image),
  kind: algorithmKind(row.status),
  registered: true,
});

const toUnregistered = (image: RegistryImage): ImageSummary => ({
  name: image.reference,
  registered: false,
  description: null,
  status: null,
  kind: "partial",
  createdAt: image.pushedAt,
  ...factsOf(image.reference, image),
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

async function isOwnRegistry(target: Target, registry: string | null): Promise<boolean> {
  if (registry === null) return true;
  const owner = registryOwner(registry);
  return owner?.region === target.region && owner.accountId === (await accountIdOf(target));
}

/** Whether the registry has the image: unknown where we may not look, or it is another's. */
export async function imagePresence(target: Target, reference: string): Promise<ImagePresence> {
  const parsed = parseImageReference(reference);
  if (!parsed || !(await isOwnRegistry(target, parsed.registry))) return { known: false };
  try {
    return { known: true, image: await findRegistryImage(target, parsed.repository, parsed) };
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
    kind: algorithmKind(algorithm.status),
    reference,
    repository: parsed?.repository ?? null,
    tag: parsed?.tag ?? null,
    digest: image?.digest ?? parsed?.digest ?? null,
    sizeBytes: image?.sizeBytes ?? null,
    pushedAt: image?.pushedAt ?? null,
  };
}
