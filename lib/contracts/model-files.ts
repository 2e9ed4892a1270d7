import * as z from "zod/mini";

/**
 * schema.json and evaluation.json (docs/formats.md). Any container may write them, so members
 * that are not required are read leniently and members we do not know are ignored.
 */
const finite = z.nullable(z.number());
const maybe = z._default(z.optional(finite), null);

const histogram = z.object({ edges: z.array(z.number()), counts: z.array(z.number()) });

const category = z.object({
  value: z.string(),
  count: z.optional(z.number()),
  spellings: z._default(z.optional(z.array(z.string())), []),
});

export const schemaFeature = z.object({
  name: z.string(),
  type: z.enum(["number", "integer", "category", "text", "time", "id"]),
  used: z._default(z.optional(z.boolean()), true),
  missing: z.optional(z.number()),
  min: maybe,
  max: maybe,
  mean: maybe,
  histogram: z.optional(histogram),
  categories: z._default(z.optional(z.array(category)), []),
  filled: z.optional(z.string()),
  unseen: z.optional(z.string()),
});

export const schemaTarget = z.object({
  name: z.string(),
  type: z.string(),
  min: maybe,
  max: maybe,
  mean: maybe,
  histogram: z.optional(histogram),
  classes: z.optional(z.array(z.union([z.string(), z.object({ value: z.string() })]))),
});

export const modelSchema = z.object({
  version: z.literal(1),
  task: z.string(),
  rows: z.number(),
  header: z.enum(["present", "absent"]),
  fingerprint: z.optional(z.string()),
  target: schemaTarget,
  features: z.array(schemaFeature).check(z.maxLength(10_000)),
});
export type ModelSchema = z.infer<typeof modelSchema>;

const metric = z.object({
  value: finite,
  low: maybe,
  high: maybe,
  level: maybe,
  better: z.optional(z.enum(["lower", "higher"])),
});
const metrics = z.record(z.string(), metric);
export type EvaluationMetric = z.infer<typeof metric>;

export const evaluation = z.object({
  version: z.literal(1),
  task: z.string(),
  protocol: z.object({
    kind: z.string(),
    rows: z.number(),
    fraction: maybe,
    seed: maybe,
    words: z.optional(z.string()),
  }),
  metrics,
  train_metrics: z._default(z.optional(metrics), {}),
  baselines: z._default(z.optional(z.array(z.object({ name: z.string(), metrics }))), []),
  predictions: z.optional(
    z.object({
      sampled: z.boolean(),
      row: z.array(z.number()).check(z.maxLength(10_000)),
      actual: z.array(finite).check(z.maxLength(10_000)),
      predicted: z.array(finite).check(z.maxLength(10_000)),
      features: z._default(
        z.optional(z.record(z.string(), z.array(z.union([z.number(), z.string(), z.null()])))),
        {},
      ),
    }),
  ),
  importance: z.optional(
    z.object({
      method: z.string(),
      features: z.array(z.object({ name: z.string(), value: finite, spread: maybe })),
    }),
  ),
  segments: z._default(
    z.optional(
      z.array(
        z.object({
          feature: z.string(),
          /** Null: the rows without a value. Absent: a range from `low` to `high`. */
          value: z.optional(z.nullable(z.string())),
          low: z.optional(finite),
          high: z.optional(finite),
          rows: z.number(),
          rmse: finite,
          mean_residual: maybe,
          residual_quantiles: z._default(z.optional(z.array(finite)), []),
        }),
      ),
    ),
    [],
  ),
});
export type Evaluation = z.infer<typeof evaluation>;

/** The two files are optional for a container; their absence is an answer, not an error. */
export const schemaAnswer = z.object({
  schema: z.nullable(modelSchema),
  absent: z.nullable(z.string()),
});
export type SchemaAnswer = z.infer<typeof schemaAnswer>;

export const evaluationAnswer = z.object({
  evaluation: z.nullable(evaluation),
  absent: z.nullable(z.string()),
});
export type EvaluationAnswer = z.infer<typeof evaluationAnswer>;
