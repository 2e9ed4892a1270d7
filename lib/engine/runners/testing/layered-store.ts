import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile, realpath } from "node:fs/promises";
import { arch } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { type Header, pack } from "tar-stream";
import { systemClock } from "../../state/clock.ts";
import { newRepository } from "../../state/image-repositories.ts";
import {
  createImageStore,
  type ImageStore,
  imageStoreMigrations,
} from "../../state/image-store.ts";
import type { ContainerImageToRun } from "../runner.ts";

export type LayerMember = Partial<Header> & { name: string; text?: string | Buffer };

/** A registry's contents without its protocols. */
export interface LayeredStore extends ImageStore {
  /** Enters an image of these layers and this configuration. */
  push(
    repository: string,
    layers: readonly (readonly LayerMember[])[],
    config: object,
    architecture?: string,
  ): Promise<ContainerImageToRun>;
  close(): void;
}

const digestOf = (bytes: Buffer) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
const MACHINE = arch() === "arm64" ? "arm64" : "amd64";

export function layeredStore(directory: string): LayeredStore {
  const db = new DatabaseSync(":memory:");
  for (const { sql } of imageStoreMigrations) db.exec(sql);
  const store = createImageStore(db, systemClock, directory);

  const keep = async (repository: string, bytes: Buffer): Promise<string> => {
    const upload = store.layers.begin(repository);
    const grown = upload && (await store.layers.append(upload, Readable.from([bytes])));
    if (grown) await store.layers.commit(grown, digestOf(bytes));
    return digestOf(bytes);
  };

  return {
    ...store,
    async push(repository, layers, config, architecture = MACHINE) {
      store.repositories.insert(newRepository(repository, new Date()));
      const packed = await Promise.all(layers.map(packLayer));
      const digests: string[] = [];
      for (const bytes of packed) digests.push(await keep(repository, bytes));
      const settings = Buffer.from(JSON.stringify({ architecture, os: "linux", config }));
      const configDigest = await keep(repository, settings);
      const mediaType = "application/vnd.oci.image.layer.v1.tar+gzip";
      const content = Buffer.from(
        JSON.stringify({
          config: { digest: configDigest },
          layers: digests.map((digest) => ({ digest, mediaType })),
        }),
      );
      const digest = digestOf(content);
      const record = { digest, mediaType: "x", sizeBytes: 0, pushedAt: new Date() };
      store.manifests.put(repository, record, { content, references: digests });
      return { kind: "container", reference: `${repository}:1`, digest, from: { repository } };
    },
    close: () => db.close(),
  };
}

async function packLayer(members: readonly LayerMember[]): Promise<Buffer> {
  const tar = pack();
  for (const { text = "", ...header } of members) tar.entry(header as Header, text);
  tar.finalize();
  return gzipSync(Buffer.concat((await Readable.from(tar).toArray()) as Buffer[]), { level: 1 });
}

/** Programs of this machine and the libraries they load, as a layer that needs no base image. */
export async function systemLayer(programs: readonly string[]): Promise<LayerMember[]> {
  const files = new Set(programs);
  for (const program of programs) {
    const { stdout } = await promisify(execFile)("ldd", [program]);
    for (const [, library = ""] of stdout.matchAll(/(\/\S+) \(0x/g)) files.add(library);
  }
  return Promise.all(
    [...files].map(async (name) => ({
      name: join("/", name),
      text: await readFile(await realpath(name)),
      mode: 0o755,
    })),
  );
}
