import * as z from "zod/mini";

/** `more` says that counting stopped at the bound; null is a list that may not be read. */
const count = z.nullable(z.object({ value: z.number(), more: z.boolean() }));

export const summary = z.object({
  datasets: count,
  images: count,
  trainingJobs: count,
  endpoints: count,
  /** Problems replace the count in the sidebar. */
  problems: z.object({ trainingJobs: z.number(), endpoints: z.number() }),
});
export type Summary = z.infer<typeof summary>;

export const targetEntry = z.object({
  name: z.string(),
  kind: z.enum(["local", "account"]),
  region: z.string(),
  accountId: z.nullable(z.string()),
  /** The AWS profile of an account's target. */
  profile: z.nullable(z.string()),
  /** What is wrong with the target, as a title; null when it answers. */
  problem: z.nullable(z.string()),
});
export const targetList = z.object({ targets: z.array(targetEntry) });
export type TargetList = z.infer<typeof targetList>;
