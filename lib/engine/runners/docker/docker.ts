import { once } from "node:events";
import { connect as dial } from "node:net";
import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type Docker from "dockerode";
import type { ImageStore } from "../../state/image-store.ts";
import { toExit } from "../exits.ts";
import type { Container, ContainerImageToRun, ContainerSpec, Exit, Runner } from "../runner.ts";
import { CONTAINER_PORT, createOptions, OWNER_LABEL } from "./create-options.ts";
import { type LocalImage, provideImage } from "./docker-images.ts";
import { createDockerRecords, type DockerRecords } from "./docker-records.ts";
import type { DockerDoor, DockerEngine } from "./engine-door.ts";
import { hasStatus, startFault } from "./faults.ts";
import { deliverOutput } from "./output.ts";
import { reclaimFiles } from "./reclaim.ts";
import { createDockerMeter } from "./usage.ts";

export interface DockerRunnerSettings {
  readonly door: DockerDoor;
  readonly store: ImageStore;
  /** `<data>/engine/docker-runs`: what it has running is noted there. */
  readonly stateDirectory: string;
}

type DockerSpec = ContainerSpec<ContainerImageToRun>;

/** Some Docker Engines leave the output's connection open behind a container that has ended. */
const LATE_OUTPUT_MS = 5000;
const ASK_AGAIN_MS = 1000;
const GIVE_UP_AFTER = 300;

async function requireDocker(door: DockerDoor): Promise<DockerEngine> {
  const docker = await door();
  if (docker.available) return docker.engine;
  throw new Error(`This image needs Docker, and ${docker.reason}.`);
}

/** Runs images of layers in the Docker Engine of this machine. */
export function createDockerRunner(settings: DockerRunnerSettings): Runner<ContainerImageToRun> {
  const { door, store } = settings;
  const records = createDockerRecords(settings.stateDirectory);
  const { owner } = records;
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
      const options = createOptions(spec, image.id, owner, engine);
      await records.open(spec.id);
      const container = await engine.client.createContainer(options);
      try {
        // Before the start, so that no early line is lost.
        const output = await attach(container);
        await container.start().catch((error: Error) => {
          // Docker never ends the output of a container that did not run.
          output.destroy();
          const architectures = { image: image.architecture, machine: engine.architecture };
          throw startFault(error, spec, architectures);
        });
        const delivered = deliverOutput(output, false, spec.onOutput);
        return follow(engine, container, spec, { output, delivered, records });
      } catch (error) {
        await remove(container);
        await records.close(spec.id);
        throw error;
      }
    },
    async reap() {
      const { client } = await requireDocker(door);
      const filters = { label: [`${OWNER_LABEL}=${owner}`] };
      const left = await client.listContainers({ all: true, filters });
      await Promise.all(left.map(({ Id }) => remove(client.getContainer(Id))));
      await records.closeAll();
    },
  };
}

/** What is no fault, and worth knowing before a container does not do what was meant. */
function cautions(engine: DockerEngine, image: LocalImage): string[] {
  const lines: string[] = [];
  if (image.architecture !== engine.architecture)
    lines.push(
      `The image is made for ${image.architecture} and this machine is ${engine.architecture}: it runs only where Docker emulates it`,
    );
  if (image.hasShellEntrypoint)
    lines.push(
      'The image has a shell-form ENTRYPOINT, which is given neither train nor serve nor signals: write it as ENTRYPOINT ["program"]',
    );
  return lines;
}

/** Without standard input, so nothing has to be upgraded: the answer itself is the output. */
async function attach(container: Docker.Container): Promise<Readable> {
  const stream = await container.attach({ stream: true, stdout: true, stderr: true });
  return stream as unknown as Readable;
}

const remove = async (container: Docker.Container): Promise<void> => {
  await container.remove({ force: true, v: true }).catch((error: unknown) => {
    // Somebody else's docker rm was faster.
    if (!hasStatus(error, 404, 409)) throw error;
  });
};

interface Running {
  readonly output: Readable;
  readonly delivered: Promise<void>;
  readonly records: DockerRecords;
}

function follow(
  engine: DockerEngine,
  container: Docker.Container,
  spec: DockerSpec,
  running: Running,
): Container {
  const exited = finish(engine, container, spec, running);
  let port: Promise<number> | undefined;
  return {
    id: spec.id,
    exited,
    stop: (graceMs) => stop(container, exited, graceMs),
    async connect() {
      port ??= publishedPort(container);
      const socket = dial({ host: "127.0.0.1", port: await port, noDelay: true });
      await once(socket, "connect");
      return socket;
    },
    usage: createDockerMeter(container),
  };
}

async function finish(
  engine: DockerEngine,
  container: Docker.Container,
  spec: DockerSpec,
  { output, delivered, records }: Running,
): Promise<Exit> {
  const state = await waitForEnd(container);
  const late = setTimeout(() => output.destroy(), LATE_OUTPUT_MS);
  await delivered.catch(() => undefined); // It broke off; what came was delivered.
  clearTimeout(late);
  if (state?.OOMKilled)
    await spec.onOutput(
      Buffer.from("[Trainyard] The container was ended: it took all the memory it may have.\n"),
      "stderr",
    );
  await reclaimFiles(engine, container, spec.mlRoot);
  // What cannot be removed now is found at the next start.
  await remove(container).then(
    () => records.close(spec.id),
    () => undefined,
  );
  return state ? toExit(state.ExitCode) : { code: null, signal: "SIGKILL" };
}

/** How the container ended; undefined when Docker has no such container, or does not answer any more. */
async function waitForEnd(
  container: Docker.Container,
): Promise<Docker.ContainerInspectInfo["State"] | undefined> {
  for (let failures = 0; failures < GIVE_UP_AFTER; failures += 1) {
    try {
      await container.wait({ condition: "not-running" });
      return (await container.inspect()).State;
    } catch (error) {
      if (hasStatus(error, 404)) return undefined;
      // Docker itself is being restarted.
      await delay(ASK_AGAIN_MS, undefined, { ref: false });
    }
  }
  return undefined;
}

async function stop(
  container: Docker.Container,
  exited: Promise<Exit>,
  graceMs: number,
): Promise<Exit> {
  const kill = (signal: NodeJS.Signals) =>
    container.kill({ signal }).catch((error: unknown) => {
      // It has ended by itself.
      if (!hasStatus(error, 404, 409)) throw error;
    });
  const timer = setTimeout(() => void kill("SIGKILL").catch(() => undefined), graceMs);
  void exited.finally(() => clearTimeout(timer));
  await kill("SIGTERM");
  return exited;
}

async function publishedPort(container: Docker.Container): Promise<number> {
  const { NetworkSettings } = await container.inspect();
  const port = NetworkSettings.Ports[CONTAINER_PORT]?.[0]?.HostPort;
  if (port === undefined) throw new Error("The container has ended.");
  return Number(port);
}
