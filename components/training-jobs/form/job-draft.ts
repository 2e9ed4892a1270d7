import * as z from "zod/mini";

const text = z.exactOptional(z.string());

/** What a person changed; everything else follows from image, dataset and parent. */
export const jobDraft = z.object({
  algorithm: text,
  name: text,
  channels: z.exactOptional(
    z.array(z.object({ name: z.string(), dataset: z.string(), uri: z.nullable(z.string()) })),
  ),
  hyperparameters: z.exactOptional(z.record(z.string(), z.string())),
  metrics: z.exactOptional(z.array(z.object({ name: z.string(), regex: z.string() }))),
  roleArn: text,
  instanceType: text,
  instanceCount: text,
  volumeGb: text,
  stopAfter: text,
});
export type JobDraft = z.infer<typeof jobDraft>;
