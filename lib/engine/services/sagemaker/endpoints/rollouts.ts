import type { EndpointStatus } from "@aws-sdk/client-sagemaker";
import type { Fleet } from "../../../state/fleet.ts";
import type { ResourceStore } from "../../../state/resource-store.ts";
import type { Endpoint, EndpointVariant } from "../records.ts";
import { type Deployment, type DeploymentDeps, startDeployment } from "./deployment.ts";

export interface RolloutDeps extends DeploymentDeps {
  readonly endpoints: ResourceStore<Endpoint>;
  readonly fleet: Fleet;
}

/** How endpoints come to serve what a configuration names. */
export interface Rollouts {
  /** Changes the record; an update under way and the last failure end with it. */
  patch(name: string, change: Partial<Endpoint>): void;
  /**
   * Swaps a healthy deployment in; on failure the endpoint falls back to `fallback`, and the reason
   * is answered.
   */
  bringIn(name: string, configName: string, fallback: EndpointStatus): Promise<string | undefined>;
  /** Serves again what an earlier engine served, or what an update was about to bring in. */
  resume(endpoint: Endpoint): Promise<void>;
  /** The endpoint serves no longer; its containers are the caller's to end. */
  forget(name: string): void;
}

export const STOP_GRACE_MS = 30_000;
const MAX_REASON = 1024;

export function createRollouts(
  deps: RolloutDeps,
  { alive, end }: Pick<DeploymentTracker, "alive" | "end">,
  isShuttingDown: () => boolean,
): Rollouts {
  const { endpoints, fleet, clock } = deps;
  const current = new Map<string, Deployment>();

  const patch = (name: string, change: Partial<Endpoint>) =>
    void endpoints.update(name, ({ pendingConfigName: _, failureReason: __, ...endpoint }) => ({
      ...endpoint,
      modifiedAt: clock.now(),
      ...change,
    }));

  const isGone = (name: string) => {
    const status = endpoints.get(name)?.status;
    return isShuttingDown() || status === undefined || status === "Deleting";
  };

  const bringIn = async (name: string, configName: string, fallback: EndpointStatus) => {
    let deployment: Deployment | undefined;
    try {
      deployment = startDeployment(deps, name, configName);
      alive.add(deployment);
      await deployment.ready;
    } catch (error) {
      if (deployment) void end(deployment, (failed) => failed.stop(STOP_GRACE_MS));
      const failureReason = reasonOf(error);
      if (!isGone(name)) patch(name, { status: fallback, failureReason });
      return failureReason;
    }
    if (isGone(name)) {
      void end(deployment, (unwanted) => unwanted.stop(STOP_GRACE_MS));
      return undefined;
    }
    const old = current.get(name);
    current.set(name, deployment);
    fleet.put(deployment.serving);
    patch(name, { status: "InService", configName, variants: deployment.variants });
    if (old) void end(old, (retired) => retired.retire());
    return undefined;
  };

  const resumeUpdate = async ({ name, configName }: Endpoint, pendingConfigName: string) => {
    patch(name, { status: "Updating", pendingConfigName });
    const failureReason = await bringIn(name, pendingConfigName, "Updating");
    if (failureReason === undefined || isGone(name)) return;
    await bringIn(name, configName, "OutOfService");
    // As after an update that failed while the old configuration served.
    if (endpoints.get(name)?.status === "InService") patch(name, { failureReason });
  };

  return {
    patch,
    bringIn,
    async resume(endpoint) {
      const { name, configName, pendingConfigName, variants } = endpoint;
      // Until they answer, callers are told to try again, not that there is no such endpoint.
      fleet.put({ name, variants: variants.map(withoutInstances) });
      if (pendingConfigName !== undefined) return resumeUpdate(endpoint, pendingConfigName);
      patch(name, { status: "Updating" });
      await bringIn(name, configName, "OutOfService");
    },
    forget: (name) => void current.delete(name),
  };
}

const withoutInstances = (variant: EndpointVariant) => ({ ...variant, instances: () => [] });

type DeploymentTracker = ReturnType<typeof trackDeployments>;

/** Everything that has containers, or is ending them. */
export function trackDeployments() {
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
