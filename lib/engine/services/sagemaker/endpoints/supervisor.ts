import type { TagStore } from "../../../state/tag-store.ts";
import { createRollouts, type RolloutDeps, STOP_GRACE_MS, trackDeployments } from "./rollouts.ts";

export interface EndpointSupervisor {
  /** Starts what an inserted endpoint's configuration names; it ends InService or Failed. */
  create(name: string): void;
  /** Brings in another configuration; the old one serves until the new one is healthy. */
  update(name: string, configName: string): void;
  /** Takes an endpoint out at once, and removes it when its containers are gone. */
  remove(name: string): void;
  /** Starts again what an earlier engine served. */
  recover(): void;
  /** Stops every container; the endpoints stay for the next start. */
  shutdown(): Promise<void>;
}

export interface SupervisorDeps extends RolloutDeps {
  readonly tags: TagStore;
}

const SHUTDOWN_GRACE_MS = 8000;

export function createEndpointSupervisor(deps: SupervisorDeps): EndpointSupervisor {
  const { endpoints, fleet, tags, log } = deps;
  const deployments = trackDeployments();
  let isShuttingDown = false;
  const { patch, bringIn, resume, forget } = createRollouts(
    deps,
    deployments,
    () => isShuttingDown,
  );

  /** Work that no request waits for; what it cannot even write down, the next start finds. */
  const goOn = (name: string, work: Promise<unknown>) =>
    void work.catch((error: Error) => log(`Endpoint ${name}: ${error.stack ?? error.message}`));

  const removeContainers = async (name: string) => {
    const { alive, end } = deployments;
    const its = [...alive].filter(({ serving }) => serving.name === name);
    await Promise.all(its.map((one) => end(one, () => one.stop(STOP_GRACE_MS))));
    const endpoint = endpoints.get(name);
    if (endpoint) endpoints.remove(name, () => tags.removeAll(endpoint.arn));
  };

  return {
    create: (name) => {
      const endpoint = endpoints.get(name);
      if (endpoint) goOn(name, bringIn(name, endpoint.configName, "Failed"));
    },
    update(name, configName) {
      patch(name, { status: "Updating", pendingConfigName: configName });
      goOn(name, bringIn(name, configName, "InService"));
    },
    remove(name) {
      patch(name, { status: "Deleting" });
      fleet.remove(name);
      forget(name);
      goOn(name, removeContainers(name));
    },
    recover() {
      for (const endpoint of [...endpoints.all()]) {
        const { name, status, configName } = endpoint;
        if (status === "Deleting") goOn(name, removeContainers(name));
        else if (status === "Creating") goOn(name, bringIn(name, configName, "Failed"));
        else if (status !== "Failed") goOn(name, resume(endpoint));
      }
    },
    async shutdown() {
      isShuttingDown = true;
      const stopped = [...deployments.alive].map((one) => one.stop(SHUTDOWN_GRACE_MS));
      await Promise.all([...stopped, deployments.settled()]);
    },
  };
}
