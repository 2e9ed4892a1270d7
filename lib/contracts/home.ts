import * as z from "zod/mini";
import { isoTime, nullableTime, stateKind } from "./common";

const journeyJob = z.object({
  name: z.string(),
  status: z.string(),
  word: z.string(),
  kind: stateKind,
  image: z.nullable(z.string()),
  createdAt: isoTime,
  milliseconds: z.nullable(z.number()),
  metric: z.nullable(z.object({ name: z.string(), value: z.number() })),
  failure: z.nullable(z.string()),
});

const journey = z.object({
  dataset: z.string(),
  size: z.number(),
  modifiedAt: nullableTime,
  job: z.nullable(journeyJob),
  endpoint: z.nullable(
    z.object({ name: z.string(), status: z.string(), kind: stateKind, modifiedAt: isoTime }),
  ),
  run: z.nullable(
    z.object({
      id: z.string(),
      file: z.string(),
      rows: z.number(),
      failed: z.number(),
      scoredAt: isoTime,
    }),
  ),
});

export const home = z.object({
  hasImage: z.boolean(),
  /** Of the datasets that changed last; `cut` says that there are more. */
  journeys: z.array(journey),
  cut: z.boolean(),
  /** Training jobs and endpoints that move by themselves. */
  running: z.array(
    z.object({
      kind: z.enum(["training-job", "endpoint"]),
      name: z.string(),
      word: z.string(),
      since: isoTime,
    }),
  ),
  /** What is billed by the hour on an account for as long as it is there. */
  billed: z.array(
    z.object({
      kind: z.enum(["training-job", "endpoint"]),
      name: z.string(),
      instanceType: z.nullable(z.string()),
      instances: z.nullable(z.number()),
      since: isoTime,
    }),
  ),
  /** Actions of IAM that are missing; what they would tell is left out. */
  denied: z.array(z.string()),
});
export type Home = z.infer<typeof home>;
