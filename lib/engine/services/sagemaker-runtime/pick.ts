import { AwsError } from "../../protocol/errors.ts";
import type { ServingEndpoint, ServingInstance, ServingVariant } from "../../state/fleet.ts";

export interface Picked {
  readonly variant: ServingVariant;
  readonly instance: ServingInstance;
  /** Healthy instances of the variant. */
  readonly instanceCount: number;
}

const turns = new WeakMap<ServingVariant, number>();

/** The variant that is asked for, or one by weight; its healthy instances take turns. */
export function pickInstance(
  endpoint: ServingEndpoint,
  wanted: string | undefined,
  random: () => number,
): Picked {
  const variant = wanted === undefined ? byWeight(endpoint, random) : named(endpoint, wanted);
  const instances = variant.instances();
  const turn = (turns.get(variant) ?? 0) + 1;
  turns.set(variant, turn);
  const instance = instances[turn % instances.length];
  if (instance) return { variant, instance, instanceCount: instances.length };
  throw new AwsError(
    "ServiceUnavailable",
    `No instance of production variant ${variant.name} of endpoint ${endpoint.name} is healthy: its container is being started again. Its log says why.`,
    503,
  );
}

function named({ name, variants }: ServingEndpoint, wanted: string): ServingVariant {
  const found = variants.find((variant) => variant.name === wanted);
  if (found) return found;
  throw new AwsError(
    "ValidationError",
    `Variant ${wanted} of endpoint ${name} not found. Its variants are ${variants.map((one) => one.name).join(", ")}.`,
  );
}

function byWeight({ name, variants }: ServingEndpoint, random: () => number): ServingVariant {
  const total = variants.reduce((sum, { weight }) => sum + weight, 0);
  let left = random() * total;
  for (const variant of variants) {
    left -= variant.weight;
    if (left < 0) return variant;
  }
  throw new AwsError(
    "ValidationError",
    `All production variants of endpoint ${name} have weight 0.`,
  );
}
