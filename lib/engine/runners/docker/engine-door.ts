import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { join } from "node:path";
import type Docker from "dockerode";
import type { HostEnvironment } from "../variables.ts";

/** A Docker Engine that answers, and what its containers can have. */
export interface DockerEngine {
  readonly client: Docker;
  /** As image configurations name it: `amd64`, `arm64`. */
  readonly architecture: string;
  readonly cores: number;
  readonly memoryBytes: number;
}

export type DockerAvailability =
  | { readonly available: true; readonly engine: DockerEngine }
  /** What is missing, and what to do, in one sentence. */
  | { readonly available: false; readonly reason: string };

/** Asks anew each time, since Docker may be started and ended while the engine runs. */
export type DockerDoor = () => Promise<DockerAvailability>;

const ARCHITECTURES: Readonly<Record<string, string>> = { x86_64: "amd64", aarch64: "arm64" };

export function createDockerDoor(host: HostEnvironment): DockerDoor {
  let known: { readonly socketPath: string; readonly engine: DockerEngine } | undefined;
  return async () => {
    const found = await findSocket(host);
    if (found.socketPath === undefined) return { available: false, reason: found.reason };
    const { socketPath } = found;
    try {
      if (known?.socketPath === socketPath) await known.engine.client.ping();
      else known = { socketPath, engine: await open(socketPath) };
      return { available: true, engine: known.engine };
    } catch (error) {
      known = undefined;
      const { message } = error as Error;
      return {
        available: false,
        reason: `no Docker Engine answers at ${socketPath} (${message}): start Docker`,
      };
    }
  };
}

async function open(socketPath: string): Promise<DockerEngine> {
  // A dozen packages, which an engine without Docker need not read.
  const { default: Client } = await import("dockerode");
  const client = new Client({ socketPath });
  const info = (await client.info()) as { Architecture: string; NCPU: number; MemTotal: number };
  return {
    client,
    architecture: ARCHITECTURES[info.Architecture] ?? info.Architecture,
    cores: info.NCPU,
    memoryBytes: info.MemTotal,
  };
}

type Socket =
  | { readonly socketPath: string }
  | { readonly socketPath?: undefined; readonly reason: string };

/** Where Docker listens: as DOCKER_HOST says, else where Docker, Docker Desktop and rootless Docker do. */
async function findSocket(host: HostEnvironment): Promise<Socket> {
  const { DOCKER_HOST: told } = host;
  if (told && !told.startsWith("unix://"))
    return {
      reason: `DOCKER_HOST is ${told}, and the engine works with the Docker Engine of this machine alone, whose folders it binds: unset it`,
    };
  const candidates = told ? [told.slice("unix://".length)] : usualSockets(host);
  const problems = await Promise.all(candidates.map(problemOf));
  const socketPath = candidates.find((_, index) => problems[index] === undefined);
  if (socketPath !== undefined) return { socketPath };
  const forbidden = candidates.find((_, index) => problems[index] === "EACCES");
  return {
    reason: forbidden
      ? `this user may not use ${forbidden}: add it to the group docker, then log in anew`
      : `there is no Docker Engine (looked at ${candidates.join(", ")}): install and start Docker`,
  };
}

const usualSockets = ({ XDG_RUNTIME_DIR: runtime, HOME: home }: HostEnvironment): string[] => [
  "/var/run/docker.sock",
  ...(runtime ? [join(runtime, "docker.sock")] : []),
  ...(home ? [join(home, ".docker", "run", "docker.sock")] : []),
];

/** Why a socket cannot be used; undefined when it can. */
const problemOf = (path: string): Promise<string | undefined> =>
  access(path, constants.R_OK | constants.W_OK).then(
    () => undefined,
    ({ code }: NodeJS.ErrnoException) => code,
  );
