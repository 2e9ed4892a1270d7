import type Docker from "dockerode";
import type { ImageStore } from "../../state/image-store.ts";
import { isShellForm } from "../image-faults.ts";
import { readLayeredImage } from "../layered-image.ts";
import type { ContainerImageToRun } from "../runner.ts";
import type { DockerEngine } from "./engine-door.ts";
import { hasStatus } from "./faults.ts";
import { imageArchive } from "./image-archive.ts";
import { isImageReference } from "./reference.ts";

/** An image in the Docker Engine, ready to be run. */
export interface LocalImage {
  readonly id: string;
  readonly architecture: string;
  /** Whether its entry point is a shell that is given the real one as text. */
  readonly hasShellEntrypoint: boolean;
}

/** The image of this name or id in the Docker Engine; undefined when it has none. */
export async function findLocalImage(
  { client }: Pick<DockerEngine, "client">,
  reference: string,
): Promise<LocalImage | undefined> {
  if (!isImageReference(reference)) return undefined;
  try {
    return toLocalImage(await client.getImage(reference).inspect());
  } catch (error) {
    if (hasStatus(error, 404)) return undefined;
    throw error;
  }
}

function toLocalImage({ Id, Architecture, Config }: Docker.ImageInspectInfo): LocalImage {
  return {
    id: Id,
    architecture: Architecture,
    hasShellEntrypoint: isShellForm([Config?.Entrypoint ?? []].flat()),
  };
}

/**
 * Brings an image into the Docker Engine, out of the engine's registry where it is not there yet;
 * who built it here has it already. Rejects with a message that names the cause and the fix.
 */
export async function provideImage(
  engine: DockerEngine,
  store: ImageStore,
  { reference, digest, from }: ContainerImageToRun,
  progress: (line: string) => void,
): Promise<LocalImage> {
  if (from === "docker") {
    const local = await findLocalImage(engine, digest);
    if (local) return local;
    throw new Error(`the Docker Engine has no image ${reference} any more: build or pull it again`);
  }
  const image = readLayeredImage(
    store,
    { repository: from.repository, digest },
    engine.architecture,
  );
  const name = `trainyard.local/${from.repository}:${image.digest.slice("sha256:".length, 19)}`;
  for (const known of [image.manifest.config.digest, name]) {
    const local = await findLocalImage(engine, known);
    if (local) return local;
  }
  progress("Handing the image to the Docker Engine");
  await load(engine, imageArchive(store.layers, image, name));
  const local = await findLocalImage(engine, name);
  if (local) return local;
  throw new Error(`Docker took the image ${reference} and does not show it`);
}

async function load({ client }: DockerEngine, archive: NodeJS.ReadableStream): Promise<void> {
  const answer = await client.loadImage(archive);
  await new Promise<void>((resolve, reject) => {
    // Docker reports a failure inside of an answer of status 200.
    client.modem.followProgress(answer, (error: Error | null) =>
      error ? reject(error) : resolve(),
    );
  });
}
