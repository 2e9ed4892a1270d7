import type Docker from "dockerode";
import type { Container, PeerNetwork } from "../runner.ts";
import { OWNER_LABEL } from "./create-options.ts";
import type { DockerEngine } from "./engine-door.ts";
import { hasStatus } from "./faults.ts";

const PREFIX = "trainyard-job-";

/** A network for the containers of one job, where Docker tells them each other's names. */
export async function openDockerNetwork(
  { client }: DockerEngine,
  owner: string,
  id: string,
  isolated: boolean,
): Promise<PeerNetwork> {
  const handle = PREFIX + id;
  const Labels = { [OWNER_LABEL]: owner };
  await client.createNetwork({ Name: handle, Internal: isolated, Labels });
  return { handle, addresses: new Map(), close: () => closeNetwork(client, handle) };
}

/** Removes a network whose containers are gone; what cannot be removed now is found at the next start. */
const closeNetwork = (client: Docker, name: string): Promise<void> =>
  client
    .getNetwork(name)
    .remove()
    .catch(() => undefined);

/** The container of an earlier engine, whose network goes with the last container on it. */
export function withNetwork(container: Container, client: Docker, mode = ""): Container {
  if (!mode.startsWith(PREFIX)) return container;
  return {
    ...container,
    async discard() {
      await container.discard?.();
      await closeNetwork(client, mode);
    },
  };
}

/** Removes the networks of jobs that have no container any more. */
export async function removeUnusedNetworks({ client }: DockerEngine, owner: string): Promise<void> {
  const filters = { label: [`${OWNER_LABEL}=${owner}`] };
  for (const { Id } of await client.listNetworks({ filters }))
    await client
      .getNetwork(Id)
      .remove()
      .catch((error: unknown) => {
        // It has containers, or is gone.
        if (!hasStatus(error, 403, 404, 409)) throw error;
      });
}
