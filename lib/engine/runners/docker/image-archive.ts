import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Pack, pack } from "tar-stream";
import type { LayerStore } from "../../state/image-layers.ts";
import type { LayeredImage } from "../layered-image.ts";

const blobPath = (digest: string) => `blobs/${digest.replace(":", "/")}`;

/**
 * An image as `docker save` writes it, for `docker load`: in the OCI layout, and with the index that
 * Docker Engines without containerd's store read. Layers stay compressed. Fails when a layer is gone.
 */
export function imageArchive(
  layers: LayerStore,
  image: LayeredImage,
  /** The name it has in Docker then. */
  name: string,
): Readable {
  const { manifest, content, digest, mediaType } = image;
  const archive = pack();
  const write = async () => {
    const entry = {
      mediaType,
      digest,
      size: content.length,
      annotations: { "io.containerd.image.name": name },
    };
    await file(archive, "oci-layout", { imageLayoutVersion: "1.0.0" });
    await file(archive, "index.json", { schemaVersion: 2, manifests: [entry] });
    await file(archive, "manifest.json", [
      {
        Config: blobPath(manifest.config.digest),
        RepoTags: [name],
        Layers: manifest.layers.map((layer) => blobPath(layer.digest)),
      },
    ]);
    await bytes(archive, blobPath(digest), content.length, Readable.from([content]));
    const blobs = [manifest.config, ...manifest.layers].map((blob) => blob.digest);
    for (const blob of new Set(blobs)) {
      const layer = layers.get(blob);
      if (!layer) throw new Error(`the registry does not have its layer ${blob}: push it again`);
      await bytes(archive, blobPath(blob), layer.size, layers.open(blob, 0, layer.size - 1));
    }
    archive.finalize();
  };
  write().catch((error: Error) => archive.destroy(error));
  return Readable.from(archive);
}

const file = (archive: Pack, name: string, value: unknown) => {
  const text = Buffer.from(JSON.stringify(value));
  return bytes(archive, name, text.length, Readable.from([text]));
};

async function bytes(archive: Pack, name: string, size: number, source: Readable): Promise<void> {
  await pipeline(source, archive.entry({ name, size }));
}
