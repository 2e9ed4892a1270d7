import { createDockerDoor, type DockerEngine } from "../docker/engine-door.ts";
import type { HostEnvironment } from "../variables.ts";

// biome-ignore lint/style/noProcessEnv: tests have no lib/engine/config.ts to read it for them
const variables: HostEnvironment = process.env;

/** Tests with Docker take a Docker Engine and its time, so they run where they are asked for. */
export const isDockerWanted =
  variables["TRAINYARD_REQUIRE"]?.split(",").includes("docker") ?? false;

/** The image that the tests' own are made from; any with a shell. */
export const BASE_IMAGE = variables["BASE"] ?? "debian:bookworm-slim";

/** Rejects where Docker is wanted and does not answer. */
export async function requireDocker(): Promise<DockerEngine> {
  const docker = await createDockerDoor(variables)();
  if (docker.available) return docker.engine;
  throw new Error(`TRAINYARD_REQUIRE names docker, but ${docker.reason}`);
}
