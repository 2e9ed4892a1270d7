import { once } from "node:events";
import { connect as dial } from "node:net";
import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type Docker from "dockerode";
import { toExit } from "../exits.ts";
import type { Container, ContainerSpec, Exit } from "../runner.ts";
import { CONTAINER_PORT, ISOLATED_NETWORK } from "./create-options.ts";
import type { DockerRecords } from "./docker-records.ts";
import type { DockerEngine } from "./engine-door.ts";
import { hasStatus } from "./faults.ts";
import { deliverOutput } from "./output.ts";
import { reclaimFiles } from "./reclaim.ts";
import { createDockerMeter } from "./usage.ts";

/** A container that was started, and the stream of what it prints. */
export interface Started {
  readonly engine: DockerEngine;
  readonly container: Docker.Container;
  readonly spec: Pick<ContainerSpec, "id" | "mlRoot" | "onOutput">;
  readonly output: Readable;
  readonly isTty: boolean;
  readonly records: DockerRecords;
}

/** Some Docker Engines leave the output's connection open behind a container that has ended. */
const SILENCE_MS = 5000;
const ASK_AGAIN_MS = 1000;
const GIVE_UP_AFTER = 300;

/** The container as the engine's other parts know it; it is kept in Docker until it is discarded. */
export function followContainer(started: Started): Container {
  const { container, spec, records } = started;
  const exited = finish(started);
  let address: Promise<Address> | undefined;
  return {
    id: spec.id,
    exited,
    stop: (graceMs) => stop(container, exited, graceMs),
    async connect() {
      address ??= addressOf(container);
      const socket = dial({ ...(await address), noDelay: true });
      await once(socket, "connect");
      return socket;
    },
    usage: createDockerMeter(container),
    // What cannot be removed now is found at the next start.
    discard: () =>
      removeContainer(container).then(
        () => records.close(spec.id),
        () => undefined,
      ),
  };
}

/** Ends a container and deletes what Docker keeps of it. */
export async function removeContainer(container: Docker.Container): Promise<void> {
  await container.remove({ force: true, v: true }).catch((error: unknown) => {
    // Somebody else's docker rm was faster.
    if (!hasStatus(error, 404, 409)) throw error;
  });
}

async function finish({ engine, container, spec, output, isTty }: Started): Promise<Exit> {
  let pieces = 0;
  const delivered = deliverOutput(output, isTty, (chunk, stream) => {
    pieces += 1;
    return spec.onOutput(chunk, stream);
  }).catch(() => undefined); // It broke off; what came was delivered.
  const state = await waitForEnd(container);
  await endOfOutput(output, delivered, () => pieces);
  if (state?.OOMKilled)
    await spec.onOutput(
      Buffer.from("[Trainyard] The container was ended: it took all the memory it may have.\n"),
      "stderr",
    );
  if (!state) return { code: null, signal: "SIGKILL" };
  await reclaimFiles(engine, container, spec.mlRoot);
  return toExit(state.ExitCode);
}

/** Waits for the last line, as long as any come. */
async function endOfOutput(
  output: Readable,
  delivered: Promise<void>,
  count: () => number,
): Promise<void> {
  const isOver = delivered.then(() => true);
  for (let seen = -1; seen !== count(); ) {
    seen = count();
    if (await Promise.race([isOver, delay(SILENCE_MS, false, { ref: false })])) return;
  }
  output.destroy();
  await delivered;
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

interface Address {
  readonly host: string;
  readonly port: number;
}

/** Where the container's port 8080 is reached: published on loopback, or on the isolated network itself. */
async function addressOf(container: Docker.Container): Promise<Address> {
  const { Networks, Ports } = (await container.inspect()).NetworkSettings;
  const own = Networks[ISOLATED_NETWORK]?.IPAddress;
  if (own) return { host: own, port: Number.parseInt(CONTAINER_PORT, 10) };
  const port = Ports[CONTAINER_PORT]?.[0]?.HostPort;
  if (port === undefined) throw new Error("The container has ended.");
  return { host: "127.0.0.1", port: Number(port) };
}
