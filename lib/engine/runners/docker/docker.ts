import type { Readable } from "node:stream";
import type Docker from "dockerode";
import type { ImageStore } from "../../state/image-store.ts";
import { SHELL_ENTRYPOINT } from "../image-faults.ts";
import type { Container, ContainerImageToRun, Runner } from "../runner.ts";
import { createOptions, ID_LABEL, ISOLATED_NETWORK, OWNER_LABEL } from "./create-options.ts";
import { followContainer, removeContainer } from "./docker-container.ts";
import { type LocalImage, provideImage } from "./docker-images.ts";
import { createDockerRecords, type DockerRecords } from "./docker-records.ts";
import type { DockerDoor, DockerEngine } from "./engine-door.ts";
import { hasStatus, startFault } from "./faults.ts";
import { openDockerNetwork, removeUnusedNetworks, withNetwork } from "./peers.ts";

export interface DockerRunnerSettings {
  readonly door: DockerDoor;
  readonly store: ImageStore;
  /** `<data>/engine/docker-runs`: what it has running is noted there. */
  readonly stateDirectory: string;
}

async function requireDocker(door: DockerDoor): Promise<DockerEngine> {
  const docker = await door();
  if (docker.available) return docker.engine;
  throw new Error(`This image needs Docker, and ${docker.reason}.`);
}

/** Runs images of layers in the Docker Engine of this machine. */
export function createDockerRunner({
  door,
  store,
  stateDirectory,
}: DockerRunnerSettings): Runner<ContainerImageToRun> {
  const records = createDockerRecords(stateDirectory);
  const list = ({ client }: DockerEngine, id?: string) =>
    client.listContainers({
      all: true,
      filters: {
        label: [
          `${OWNER_LABEL}=${records.owner}`,
          ...(id === undefined ? [] : [`${ID_LABEL}=${id}`]),
        ],
      },
    });
  return {
    name: "docker",
    isolation:
      "Docker: containers have their own files, their own network and the limits of this machine.",
    async prepare(image, progress, _signal) {
      const engine = await requireDocker(door);
      const local = await provideImage(engine, store, image, progress);
      for (const line of cautions(engine, local)) progress(line);
    },
    async start(spec) {
      const engine = await requireDocker(door);
      const image = await provideImage(engine, store, spec.image, () => undefined);
      const options = createOptions(spec, image.id, records.owner, engine);
      if (options.HostConfig?.NetworkMode === ISOLATED_NETWORK)
        await requireIsolatedNetwork(engine);
      await records.open(spec.id);
      let container: Docker.Container | undefined;
      try {
        container = await engine.client.createContainer(options);
        // Before the start, so that no early line is lost.
        const output = await attach(container);
        await container.start().catch((error: Error) => {
          // Docker never ends the output of a container that did not run.
          output.destroy();
          const architectures = { image: image.architecture, machine: engine.architecture };
          throw startFault(error, spec, architectures);
        });
        return followContainer({ engine, container, spec, output, isTty: false, records });
      } catch (error) {
        if (container) await removeContainer(container);
        await records.close(spec.id);
        throw error;
      }
    },
    openNetwork: async (id, _names, isolated) =>
      openDockerNetwork(await requireDocker(door), records.owner, id, isolated),
    async adopt(spec) {
      const docker = await door();
      if (!docker.available) return undefined;
      const [found] = await list(docker.engine, spec.id);
      return found && adoptContainer(docker.engine, found.Id, spec, records);
    },
    async reap(kept = new Set()) {
      const engine = await requireDocker(door);
      const left = (await list(engine)).filter(({ Labels }) => !kept.has(Labels[ID_LABEL] ?? ""));
      await Promise.all(left.map(({ Id }) => removeContainer(engine.client.getContainer(Id))));
      await removeUnusedNetworks(engine, records.owner);
      await records.closeOthers(kept);
    },
  };
}

/** All that it has printed comes once more, from its own log. */
async function adoptContainer(
  engine: DockerEngine,
  id: string,
  spec: Parameters<NonNullable<Runner["adopt"]>>[0],
  records: DockerRecords,
): Promise<Container> {
  const container = engine.client.getContainer(id);
  const { Config, HostConfig } = await container.inspect();
  const output = await container.logs({ follow: true, stdout: true, stderr: true });
  const followed = followContainer({
    engine,
    container,
    spec,
    output: output as unknown as Readable,
    isTty: Config.Tty,
    records,
  });
  return withNetwork(followed, engine.client, HostConfig.NetworkMode);
}

async function requireIsolatedNetwork({ client }: DockerEngine): Promise<void> {
  const network = {
    Name: ISOLATED_NETWORK,
    Internal: true,
    CheckDuplicate: true,
    // Containers on it do not see each other.
    Options: { "com.docker.network.bridge.enable_icc": "false" },
  };
  await client.createNetwork(network).catch((error: unknown) => {
    if (!hasStatus(error, 409)) throw error;
  });
}

/** What is no fault, and worth knowing before a container does not do what was meant. */
function cautions(engine: DockerEngine, image: LocalImage): string[] {
  const lines: string[] = [];
  if (image.architecture !== engine.architecture)
    lines.push(
      `The image is made for ${image.architecture} and this machine is ${engine.architecture}: it runs only where Docker emulates it`,
    );
  if (image.hasShellEntrypoint) lines.push(SHELL_ENTRYPOINT);
  return lines;
}

/** Without standard input, so nothing has to be upgraded: the answer itself is the output. */
async function attach(container: Docker.Container): Promise<Readable> {
  const stream = await container.attach({ stream: true, stdout: true, stderr: true });
  return stream as unknown as Readable;
}
