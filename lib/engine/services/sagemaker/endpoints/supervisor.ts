import type { EndpointStatus } from "@aws-sdk/client-sagemaker";
import type { Fleet } from "../../../state/fleet.ts";
import type { ResourceStore } from "../../../state/resource-store.ts";
import type { TagStore } from "../../../state/tag-store.ts";
import type { Endpoint, EndpointVariant } from "../records.ts";
import { type Deployment, type DeploymentDeps, startDeployment } from "./deployment.ts";

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

export interface SupervisorDeps extends DeploymentDeps {
  readonly endpoints: ResourceStore<Endpoint>;
  readonly tags: TagStore;
  readonly fleet: Fleet;
}

const STOP_GRACE_MS = 30_000;
const SHUTDOWN_GRACE_MS = 8000;
const MAX_REASON = 1024;

export function createEndpointSupervisor(deps: SupervisorDeps): EndpointSupervisor {
  const { endpoints, fleet, clock, tags, log } = deps;
  const current = new Map<string, Deployment>();
  const { alive, end, settled } = trackDeployments();
  let isShuttingDown = false;

  const patch = (name: string, change: Partial<Endpoint>) =>
    endpoints.update(name, ({ pendingConfigName: _, failureReason: __, ...endpoint }) => ({
      ...endpoint,
      modifiedAt: clock.now(),
      ...change,
    }));

  const isGone = (name: string) => {
    const status = endpoints.get(name)?.status;
    return isShuttingDown || status === undefined || status === "Deleting";
  };

  /** Swaps a healthy deployment in; on failure the endpoint falls back to `fallback`. */
  const bringIn = async (name: string, configName: string, fallback: EndpointStatus) => {
    let deployment: Deployment | undefined;
    try {
      deployment = startDeployment(deps, name, configName);
      alive.add(deployment);
      await deployment.ready;
    } catch (error) {
      if (deployment) void end(deployment, (failed) => failed.stop(STOP_GRACE_MS));
      if (!isGone(name)) patch(name, { status: fallback, failureReason: reasonOf(error) });
      return;
    }
    if (isGone(name)) return void end(deployment, (unwanted) => unwanted.stop(STOP_GRACE_MS));
    const old = current.get(name);
    current.set(name, deployment);
    fleet.put(deployment.serving);
    patch(name, { status: "InService", configName, variants: deployment.variants });
    if (old) void end(old, (retired) => retired.retire());
  };

  /** Work that no request waits for; what it cannot even write down, the next start finds. */
  const goOn = (name: string, work: Promise<void>) =>
    void work.catch((error: Error) => log(`Endpoint ${name}: ${error.stack ?? error.message}`));

  const removeContainers = async (name: string) => {
    const deployments = [...alive].filter(({ serving }) => serving.name === name);
    await Promise.all(deployments.map((one) => end(one, () => one.stop(STOP_GRACE_MS))));
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
      current.delete(name);
      goOn(name, removeContainers(name));
    },
    recover() {
      for (const { name, status, configName, variants } of [...endpoints.all()]) {
        if (status === "Deleting") goOn(name, removeContainers(name));
        if (status === "Creating") goOn(name, bringIn(name, configName, "Failed"));
        if (status === "Deleting" || status === "Creating" || status === "Failed") continue;
        patch(name, { status: "Updating" });
        // Until they answer, callers are told to try again, not that there is no such endpoint.
        fleet.put({ name, variants: variants.map(withoutInstances) });
        goOn(name, bringIn(name, configName, "OutOfService"));
      }
    },
    async shutdown() {
      isShuttingDown = true;
      const stopped = [...alive].map((deployment) => deployment.stop(SHUTDOWN_GRACE_MS));
      await Promise.all([...stopped, settled()]);
    },
  };
}

const withoutInstances = (variant: EndpointVariant) => ({ ...variant, instances: () => [] });

/** Everything that has containers, or is ending them. */
function trackDeployments() {
  const alive = new Set<Deployment>();
  const ending = new Set<Promise<void>>();
  const end = (deployment: Deployment, how: (deployment: Deployment) => Promise<void>) => {
    const done = how(deployment).finally(() => {
      alive.delete(deployment);
      ending.delete(done);
    });
    ending.add(done);
    return done;
  };
  return { alive, end, settled: () => Promise.all(ending) };
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.slice(0, MAX_REASON);
}
