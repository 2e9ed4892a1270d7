import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { ImageStore } from "../../state/image-store.ts";
import { removeTree } from "../container-files.ts";
import type { LayeredImage } from "../layered-image.ts";
import { HostileImage } from "./scoped-path.ts";
import { unpackLayer } from "./unpack-layer.ts";

/** Root file systems of images, each unpacked once and then only read. */
export interface RootfsCache {
  /**
   * The folder of an image, unpacked if need be, and what gives it free again. Rejects with a message
   * that names the cause.
   */
  hold(
    image: LayeredImage,
    progress: (line: string) => void,
  ): Promise<{ readonly folder: string; release(): void }>;
}

/** As many as there may be Python environments. */
const KEPT = 8;
const MOST_BYTES = 30 * 1024 ** 3;
const MOST_ENTRIES = 1_000_000;
const PARTIAL = ".partial-";

export function createRootfsCache(
  directory: string,
  { layers }: Pick<ImageStore, "layers">,
): RootfsCache {
  const unpacking = new Map<string, Promise<void>>();
  const held = new Map<string, number>();

  const unpack = async (image: LayeredImage, folder: string) => {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await removePartials(directory, unpacking.size);
    const partial = join(directory, `${PARTIAL}${randomUUID()}`);
    await mkdir(partial, 0o755);
    const budget = { bytes: MOST_BYTES, entries: MOST_ENTRIES };
    try {
      for (const { digest, mediaType } of image.manifest.layers) {
        const layer = layers.get(digest);
        if (!layer)
          throw new Error(`the registry does not have its layer ${digest}: push it again`);
        const source = layers.open(digest, 0, layer.size - 1);
        await unpackLayer(source, compressionOf(mediaType), partial, budget);
      }
      await rename(partial, folder);
    } catch (error) {
      await removeTree(partial);
      throw error instanceof HostileImage
        ? new Error(`the image is refused, because ${error.message}`)
        : error;
    }
    await removeOldest(directory, held);
  };

  return {
    async hold(image, progress) {
      const name = image.digest.slice("sha256:".length);
      const folder = join(directory, name);
      held.set(name, (held.get(name) ?? 0) + 1);
      const release = () => void held.set(name, (held.get(name) ?? 1) - 1);
      try {
        if (!(await exists(folder))) {
          progress("Unpacking the image");
          const work = unpacking.get(name) ?? unpack(image, folder);
          unpacking.set(name, work);
          await work.finally(() => unpacking.delete(name));
        }
        const now = new Date();
        await utimes(folder, now, now);
        return { folder, release };
      } catch (error) {
        release();
        throw error;
      }
    },
  };
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** By the media type, whose end says it in both families. */
function compressionOf(mediaType: string): "gzip" | "zstd" | "none" {
  if (mediaType.endsWith("gzip")) return "gzip";
  return mediaType.endsWith("zstd") ? "zstd" : "none";
}

/** What an engine that was killed left half done; not while another image is being unpacked. */
async function removePartials(directory: string, others: number): Promise<void> {
  if (others > 0) return;
  for (const name of await readdir(directory))
    if (name.startsWith(PARTIAL)) await removeTree(join(directory, name));
}

/** Images that nobody runs and that were used longest ago go, where there are more than are kept. */
async function removeOldest(directory: string, held: ReadonlyMap<string, number>): Promise<void> {
  const names = (await readdir(directory)).filter((name) => !name.startsWith(PARTIAL));
  const used = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(directory, name))).mtimeMs })),
  );
  const spare = used
    .filter(({ name }) => (held.get(name) ?? 0) === 0)
    .toSorted((a, b) => a.at - b.at)
    .slice(0, Math.max(names.length - KEPT, 0));
  for (const { name } of spare) await removeTree(join(directory, name));
}
