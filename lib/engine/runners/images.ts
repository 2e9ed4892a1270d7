import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { createFolderDigester } from "./image-digest.ts";
import { type AlgorithmFile, readSourceImage, type SourceImage } from "./image-files.ts";
import type { ResolvedImage, SourceImageToRun } from "./runner.ts";

export interface CataloguedImage {
  readonly repository: string;
  readonly tag: string;
  /** `sha256:` and 64 hexadecimal digits, over the image's content. */
  readonly digest: string;
  readonly sizeBytes: number;
  /** When the newest of its files changed. */
  readonly pushedAt: Date;
  /** `<account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>` */
  readonly reference: string;
  /** The CreateAlgorithm request of `algorithm.json`, its images named by full reference. */
  readonly algorithm: AlgorithmFile;
  readonly resolved: SourceImageToRun;
  readonly isPreparedInAdvance: boolean;
}

/** The images of this machine, wherever they are. */
export interface ImageCatalogue {
  readonly list: SourceCatalogue["list"];
  resolve(reference: string): Promise<ResolvedImage | undefined>;
}

/** The source images. */
export interface SourceCatalogue {
  /** Every image, read anew where files changed. Rejects when a folder is not a valid image. */
  list(): Promise<readonly CataloguedImage[]>;
  /** The image that `reference` names by tag or digest, or undefined. */
  resolve(reference: string): Promise<SourceImageToRun | undefined>;
}

/** Whose registry the engine's is. */
export interface Registry {
  readonly accountId: string;
  readonly region: string;
}

const REFERENCE =
  /^(?<registry>[^/]+)\/(?<repository>[^:@]+)(?::(?<tag>[^@]+))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;

const registryHost = ({ accountId, region }: Registry): string =>
  `${accountId}.dkr.ecr.${region}.amazonaws.com`;

/**
 * The parts of a reference to the account's own registry; undefined for others. As in Docker, no tag
 * means `latest`, and a digest beside a tag decides alone.
 */
export function parseOwnReference(
  reference: string,
  registry: Registry,
): { readonly repository: string; readonly tag: string; readonly digest?: string } | undefined {
  const parts = REFERENCE.exec(reference)?.groups;
  if (parts?.["registry"] !== registryHost(registry)) return undefined;
  const { repository = "", tag = "latest", digest } = parts;
  return { repository, tag, ...(digest === undefined ? {} : { digest }) };
}

function withRegistry(algorithm: AlgorithmFile, name: string, reference: string): AlgorithmFile {
  const full = (image: string): string => (image === name ? reference : image);
  const { TrainingSpecification: training, InferenceSpecification: inference } = algorithm;
  return {
    ...algorithm,
    TrainingSpecification: { ...training, TrainingImage: full(training.TrainingImage) },
    ...(inference && {
      InferenceSpecification: {
        ...inference,
        Containers: inference.Containers.map((container) => ({
          ...container,
          Image: full(container.Image),
        })),
      },
    }),
  };
}

const argumentVectors = ({ commands: { train, serve } }: SourceImage) => ({
  ...(train && { train }),
  ...(serve && { serve }),
});

function toResolved(source: SourceImage, reference: string, digest: string): SourceImageToRun {
  const { directory, environment, honoursBindToPort, requirements, network } = source;
  return {
    kind: "source",
    reference,
    digest,
    directory,
    commands: argumentVectors(source),
    environment,
    honoursBindToPort,
    ...(requirements !== undefined && { requirements }),
    ...(network !== undefined && { network }),
  };
}

/** The digest of an image: its definition and everything in its root. */
const imageDigest = (definition: string, rootDigest: string): string =>
  `sha256:${createHash("sha256").update(`${rootDigest}\0${definition}`).digest("hex")}`;

function refuseTwins(images: readonly (CataloguedImage & { folder: string })[]): void {
  const folders = new Map<string, string>();
  for (const { reference, folder } of images) {
    const other = folders.get(reference);
    if (other !== undefined)
      throw new Error(
        `${folder}/image.json and ${other}/image.json both name ${reference}: change the tag of one.`,
      );
    folders.set(reference, folder);
  }
}

/**
 * The source images in `directories`, each a folder with image.json and algorithm.json. Files are
 * looked at when asked, so an edit shows up without a restart.
 */
export function createSourceCatalogue(
  directories: readonly string[],
  registry: Registry,
): SourceCatalogue {
  const folders = [...new Set(directories.map((directory) => resolve(directory)))];
  const digestFolder = createFolderDigester();

  const read = async (folder: string) => {
    const source = await readSourceImage(folder);
    const { repository, tag, algorithm, definition, directory } = source;
    const name = `${repository}:${tag}`;
    const reference = `${registryHost(registry)}/${name}`;
    const { digest: rootDigest, sizeBytes, newest } = await digestFolder(directory);
    const digest = imageDigest(definition, rootDigest);
    return {
      folder,
      repository,
      tag,
      digest,
      sizeBytes,
      pushedAt: newest,
      reference,
      algorithm: withRegistry(algorithm, name, reference),
      resolved: toResolved(source, reference, digest),
      isPreparedInAdvance: source.prepare === "in-advance",
    };
  };

  const list = async (): Promise<readonly CataloguedImage[]> => {
    const images = await Promise.all(folders.map(read));
    refuseTwins(images);
    return images.map(({ folder: _, ...image }) => image);
  };

  return {
    list,
    resolve: async (reference) => {
      const own = parseOwnReference(reference, registry);
      if (!own) return undefined;
      const { repository, tag, digest } = own;
      const found = (await list()).find(
        (image) =>
          image.repository === repository && (digest ? image.digest === digest : image.tag === tag),
      );
      return found && { ...found.resolved, reference };
    },
  };
}
