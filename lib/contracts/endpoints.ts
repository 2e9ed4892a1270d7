import * as z from "zod/mini";
import {
  checkLine,
  instanceType,
  isoTime,
  nullableTime,
  pageOf,
  pageQuery,
  resourceName,
  roleArn,
  stateKind,
} from "./common";
import { failure } from "./training-jobs";

export const endpointListQuery = z.object({
  ...pageQuery,
  /** A part of the name; one that no name can hold finds nothing. */
  q: z.optional(z.string().check(z.maxLength(1000))),
});

export const endpointSummary = z.object({
  name: z.string(),
  status: z.string(),
  kind: stateKind,
  createdAt: isoTime,
  modifiedAt: isoTime,
});
export type EndpointSummary = z.infer<typeof endpointSummary>;
export const endpointPage = pageOf(endpointSummary);
export type EndpointPage = z.infer<typeof endpointPage>;

export const endpointVariant = z.object({
  name: z.string(),
  model: z.nullable(z.string()),
  instanceType: z.nullable(z.string()),
  desiredInstances: z.nullable(z.number()),
  currentInstances: z.nullable(z.number()),
  weight: z.nullable(z.number()),
  image: z.nullable(z.string()),
  modelUri: z.nullable(z.string()),
  /** The training job that wrote the model, where its path says so. */
  job: z.nullable(z.string()),
});
export type EndpointVariant = z.infer<typeof endpointVariant>;

export const endpointDetail = z.object({
  name: z.string(),
  arn: z.string(),
  status: z.string(),
  kind: stateKind,
  config: z.string(),
  createdAt: isoTime,
  modifiedAt: isoTime,
  failure: z.nullable(failure),
  variants: z.array(endpointVariant),
  role: z.nullable(z.string()),
  /** Container environment of the first variant's model. */
  environment: z.record(z.string(), z.string()),
  /** Actions of IAM that are missing; what they would tell is left out. */
  denied: z.array(z.string()),
});
export type EndpointDetail = z.infer<typeof endpointDetail>;

/** The three names are the client's, fixed before the first call: sending it again continues. */
export const deployBody = z.strictObject({
  endpoint: resourceName,
  model: resourceName,
  config: resourceName,
  job: resourceName,
  roleArn,
  instanceType,
  instanceCount: z.int().check(z.gte(1), z.lte(100)),
  /** Seconds the container may take until /ping answers; AWS takes 60 to 3,600. */
  startupTimeoutSeconds: z.optional(z.int().check(z.gte(60), z.lte(3600))),
});
export type DeployBody = z.infer<typeof deployBody>;

const step = z.enum(["created", "existed"]);
export const deployed = z.object({
  endpoint: z.string(),
  model: step,
  config: step,
  endpointStep: step,
});
export type Deployed = z.infer<typeof deployed>;

export const deployCheckBody = z.strictObject({
  endpoint: resourceName,
  job: resourceName,
  roleArn,
  /** The endpoint is to be there, instead of its name being free. */
  isUpdate: z.optional(z.boolean()),
});
export type DeployCheckBody = z.infer<typeof deployCheckBody>;
export const deployChecks = z.object({ checks: z.array(checkLine), ready: z.boolean() });

export const deleteEndpointQuery = z.object({
  /** What goes with it: nothing, or its configuration and models as far as they are its own. */
  also: z.optional(z.enum(["config-and-models"])),
});
/** What may go with the endpoint: the parts that nothing else uses. */
export const endpointDeletion = z.object({
  parts: z.array(
    z.object({
      kind: z.enum(["config", "model"]),
      name: z.string(),
      /** Other endpoints for a configuration, other configurations for a model. */
      usedBy: z.array(z.string()),
    }),
  ),
  /** False where the account could not be looked through: then all parts stay. */
  known: z.boolean(),
});
export type EndpointDeletion = z.infer<typeof endpointDeletion>;

export const deletedEndpoint = z.object({
  deleted: z.array(z.string()),
  kept: z.array(z.string()),
});

export const METRIC_RANGES = ["15m", "1h", "3h", "1d", "7d"] as const;
export type MetricRange = (typeof METRIC_RANGES)[number];

export const metricsQuery = z.object({
  /** How far back, from now. */
  range: z.optional(z.enum(METRIC_RANGES)),
});

export const METRIC_SERIES = [
  "invocations",
  "errors4xx",
  "errors5xx",
  "latencyP50",
  "latencyP90",
  "latencyP99",
  "overheadP99",
  "cpu",
  "memory",
] as const;

const points = z.array(z.object({ at: isoTime, value: z.number() }));

/**
 * Counts per period, of all variants together; latencies in milliseconds (model and overhead
 * together), cpu and memory in %, each of the worst variant.
 */
export const endpointMetrics = z.object({
  from: isoTime,
  to: isoTime,
  periodSeconds: z.number(),
  series: z.record(z.enum(METRIC_SERIES), points),
  totals: z.object({
    invocations: z.number(),
    errors4xx: z.number(),
    errors5xx: z.number(),
  }),
  /** Time of the newest value; null when there is none in the range. */
  newestAt: nullableTime,
});
export type EndpointMetrics = z.infer<typeof endpointMetrics>;

export const endpointHealth = z.object({
  /** Ours (Degraded, Idle, Unknown) or AWS's own word. */
  verdict: z.string(),
  kind: stateKind,
  reason: z.enum(["stale", "errors", "slow", "pings", "noTraffic", "status", "healthy"]),
  windowMinutes: z.number(),
  invocations: z.number(),
  okShare: z.nullable(z.number()),
  p50Ms: z.nullable(z.number()),
  p99Ms: z.nullable(z.number()),
  /** Of the window, oldest first, the newest 180 at most; none where the container prints none. */
  pings: z.array(z.object({ at: isoTime, status: z.number(), milliseconds: z.number() })),
  lastInvocationAt: nullableTime,
  measuredAt: isoTime,
});
export type EndpointHealth = z.infer<typeof endpointHealth>;

/** The most variants asked about at once: twelve endpoints of the ten that AWS allows each. */
const LAST_CALL_VARIANTS = 120;

export const lastCallsBody = z.strictObject({
  variants: z
    .array(z.object({ endpoint: resourceName, variant: resourceName }))
    .check(z.minLength(1), z.maxLength(LAST_CALL_VARIANTS)),
});
export type LastCallsBody = z.infer<typeof lastCallsBody>;

/** When each endpoint was called last, to the hour; null where no call came since `from`. */
export const lastCalls = z.object({
  from: isoTime,
  endpoints: z.array(z.object({ name: z.string(), lastCallAt: nullableTime })),
});
export type LastCalls = z.infer<typeof lastCalls>;

export const endpointErrors = z.object({
  /** False where the container prints no request lines: then nothing can be said. */
  known: z.boolean(),
  groups: z.array(
    z.object({
      status: z.number(),
      message: z.string(),
      count: z.number(),
      lastAt: isoTime,
    }),
  ),
  from: isoTime,
  /** Log lines that were read, and whether older ones were left out. */
  lines: z.number(),
  cut: z.boolean(),
});
export type EndpointErrors = z.infer<typeof endpointErrors>;
