import type { ProductionVariant } from "@aws-sdk/client-sagemaker";
import type { ServingEndpoint } from "../../../state/fleet.ts";
import type { ResourceStore } from "../../../state/resource-store.ts";
import type { EndpointConfig, EndpointVariant, Model } from "../records.ts";
import { ServingFailure } from "../serving/life.ts";
import type { ServingDeps } from "../serving/place.ts";
import { servedModel } from "../serving/served-model.ts";
import { type Instance, type InstanceSpec, startInstance } from "./instance.ts";

export interface DeploymentDeps extends ServingDeps {
  readonly models: ResourceStore<Model>;
  readonly configs: ResourceStore<EndpointConfig>;
  /** Seconds a container has until its first healthy ping, where the variant does not say. */
  readonly startupTimeoutSeconds: number;
}

/** The containers that serve one endpoint under one configuration. */
export interface Deployment {
  readonly configName: string;
  readonly variants: readonly EndpointVariant[];
  readonly serving: ServingEndpoint;
  /** Settles when every instance is healthy; rejects with the first failure. */
  readonly ready: Promise<unknown>;
  /** Lets requests under way finish, then stops every instance. */
  retire(): Promise<void>;
  stop(graceMs: number): Promise<void>;
}

const STOP_GRACE_MS = 30_000;

/** Starts all instances of a configuration; throws ServingFailure when it names what is not there. */
export function startDeployment(
  deps: DeploymentDeps,
  endpointName: string,
  configName: string,
): Deployment {
  const config = deps.configs.get(configName);
  if (!config) throw new ServingFailure(`The endpoint configuration ${configName} was deleted.`);
  const specs = (config.request.ProductionVariants ?? []).map((variant) => ({
    variant,
    spec: instanceSpec(deps, endpointName, variant),
  }));
  const started = specs.map(({ variant, spec }) => {
    const count = variant.InitialInstanceCount ?? 1;
    const instances = Array.from({ length: count }, () => startInstance(deps, spec));
    return { ...describeVariant(variant), instanceCount: count, instances };
  });
  const instances = started.flatMap((variant) => variant.instances);
  const stop = async (graceMs: number) => {
    await Promise.all(instances.map((instance) => instance.stop(graceMs)));
  };
  return {
    configName,
    variants: started.map(({ name, weight, instanceCount }) => ({ name, weight, instanceCount })),
    serving: {
      name: endpointName,
      variants: started.map((variant) => ({
        name: variant.name,
        weight: variant.weight,
        instances: () => variant.instances.filter(isHealthy),
      })),
    },
    ready: Promise.all(instances.map(({ ready }) => ready)),
    async retire() {
      await Promise.all(instances.map(({ load }) => load.idle()));
      await stop(STOP_GRACE_MS);
    },
    stop,
  };
}

const isHealthy = (instance: Instance): boolean => instance.isHealthy();

function describeVariant(variant: ProductionVariant) {
  return { name: variant.VariantName ?? "", weight: variant.InitialVariantWeight ?? 1 };
}

function instanceSpec(
  deps: DeploymentDeps,
  endpointName: string,
  variant: ProductionVariant,
): InstanceSpec {
  const seconds = variant.ContainerStartupHealthCheckTimeoutInSeconds ?? deps.startupTimeoutSeconds;
  return {
    ...servedModel(deps.models, variant.ModelName ?? ""),
    endpointName,
    variantName: variant.VariantName ?? "",
    startupTimeoutMs: seconds * 1000,
  };
}
