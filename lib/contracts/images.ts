import * as z from "zod/mini";
import { isoTime, nullableTime, pageOf, pageQuery, stateKind } from "./common";

export const hyperparameterSpec = z.object({
  name: z.string(),
  description: z.nullable(z.string()),
  type: z.enum(["integer", "continuous", "categorical", "text"]),
  min: z.nullable(z.number()),
  max: z.nullable(z.number()),
  values: z.array(z.string()),
  default: z.nullable(z.string()),
  required: z.boolean(),
  tunable: z.boolean(),
});
export type HyperparameterSpec = z.infer<typeof hyperparameterSpec>;

export const channelSpec = z.object({
  name: z.string(),
  description: z.nullable(z.string()),
  required: z.boolean(),
  contentTypes: z.array(z.string()),
});
export type ChannelSpec = z.infer<typeof channelSpec>;

export const metricDefinition = z.object({ name: z.string(), regex: z.string() });
export type MetricDefinition = z.infer<typeof metricDefinition>;

export const imageListQuery = z.object(pageQuery);

/** A registered image is an Algorithm; what only lies in ECR is shown as not registered. */
export const imageSummary = z.object({
  /** The Algorithm's name, or the reference when it is not registered. */
  name: z.string(),
  registered: z.boolean(),
  repository: z.nullable(z.string()),
  tag: z.nullable(z.string()),
  reference: z.nullable(z.string()),
  description: z.nullable(z.string()),
  digest: z.nullable(z.string()),
  sizeBytes: z.nullable(z.number()),
  status: z.nullable(z.string()),
  kind: stateKind,
  createdAt: nullableTime,
});
export type ImageSummary = z.infer<typeof imageSummary>;
export const imagePage = pageOf(imageSummary);
export type ImagePage = z.infer<typeof imagePage>;

export const imageDetail = z.object({
  name: z.string(),
  arn: z.string(),
  status: z.string(),
  kind: stateKind,
  /** Why SageMaker could not take it; null unless it failed. */
  failure: z.nullable(z.string()),
  description: z.nullable(z.string()),
  reference: z.string(),
  repository: z.nullable(z.string()),
  tag: z.nullable(z.string()),
  digest: z.nullable(z.string()),
  sizeBytes: z.nullable(z.number()),
  pushedAt: nullableTime,
  createdAt: isoTime,
  hyperparameters: z.array(hyperparameterSpec),
  channels: z.array(channelSpec),
  metrics: z.array(metricDefinition),
  trainingInstanceTypes: z.array(z.string()),
  inferenceInstanceTypes: z.array(z.string()),
  inferenceContentTypes: z.array(z.string()),
});
export type ImageDetail = z.infer<typeof imageDetail>;

export const role = z.object({ name: z.string(), arn: z.string() });
export const roleList = z.object({
  roles: z.array(role),
  /** The role the forms begin with: the configured one, else the only one there is. */
  default: z.nullable(z.string()),
  /** False when the account does not let us list roles; the form then asks for an ARN. */
  listable: z.boolean(),
});
export type RoleList = z.infer<typeof roleList>;
