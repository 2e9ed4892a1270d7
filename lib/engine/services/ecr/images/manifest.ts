import * as z from "zod";
import { digest } from "../constraints.ts";

/** ECR's limits. */
export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
const MOST_PARTS = 4200;

const DOCKER = "application/vnd.docker.distribution.manifest";
const OCI = "application/vnd.oci.image";
const IMAGE_TYPES = [`${OCI}.manifest.v1+json`, `${DOCKER}.v2+json`];
const INDEX_TYPES = [`${OCI}.index.v1+json`, `${DOCKER}.list.v2+json`];

const descriptor = z.looseObject({
  mediaType: z.string().max(255),
  digest,
  size: z.int().min(0),
  /** Where a layer that may not be pushed is had; such a layer need not be here. */
  urls: z.array(z.string()).optional(),
});
type Descriptor = z.infer<typeof descriptor>;

const common = { schemaVersion: z.literal(2), mediaType: z.string().max(255).optional() };
const imageManifest = z.looseObject({
  ...common,
  config: descriptor,
  layers: z.array(descriptor).max(MOST_PARTS),
});
const imageIndex = z.looseObject({ ...common, manifests: z.array(descriptor).max(MOST_PARTS) });

export interface Manifest {
  readonly mediaType: string;
  readonly artifactType?: string;
  /** Configuration and layers; none for an index. */
  readonly layers: readonly Pick<Descriptor, "digest" | "size">[];
  /** The manifests of an index. */
  readonly images: readonly string[];
}

export type ManifestReading =
  | { readonly ok: true; readonly manifest: Manifest }
  /** What is wrong with it, for people. */
  | { readonly ok: false; readonly problem: string };

/** Reads a manifest of Docker's schema 2 or of OCI; `declared` is the media type it was sent as. */
export function readManifest(content: Buffer, declared: string | undefined): ManifestReading {
  const value = parseJson(content);
  if (typeof value !== "object" || value === null)
    return problem("the manifest is not a JSON object");
  const own = "mediaType" in value ? value.mediaType : undefined;
  if (own !== undefined && declared !== undefined && own !== declared)
    return problem(`it says mediaType ${JSON.stringify(own)} and was sent as ${declared}`);
  const isIndex = "manifests" in value;
  const mediaType = declared ?? own ?? (isIndex ? INDEX_TYPES[0] : IMAGE_TYPES[0]);
  if (typeof mediaType !== "string") return problem("mediaType is not a text");
  if (INDEX_TYPES.includes(mediaType)) return readIndex(value, mediaType);
  if (IMAGE_TYPES.includes(mediaType)) return readImage(value, mediaType);
  return problem(
    `the media type ${mediaType} is not served; push an image of Docker's schema 2 or of OCI`,
  );
}

function readImage(value: object, mediaType: string): ManifestReading {
  const parsed = imageManifest.safeParse(value);
  if (!parsed.success) return problem(z.prettifyError(parsed.error));
  const { config, layers } = parsed.data;
  const own = [config, ...layers].filter(({ urls }) => urls === undefined || urls.length === 0);
  return {
    ok: true,
    manifest: { mediaType, artifactType: config.mediaType, layers: own, images: [] },
  };
}

function readIndex(value: object, mediaType: string): ManifestReading {
  const parsed = imageIndex.safeParse(value);
  if (!parsed.success) return problem(z.prettifyError(parsed.error));
  const images = parsed.data.manifests.map((manifest) => manifest.digest);
  return { ok: true, manifest: { mediaType, layers: [], images } };
}

const problem = (text: string): ManifestReading => ({ ok: false, problem: text });

function parseJson(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString("utf8"));
  } catch {
    return undefined;
  }
}
