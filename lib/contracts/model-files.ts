import * as z from "zod/mini";

/**
 * schema.json (docs/formats.md). Any container may write it, so members that are not required are
 * read leniently and members we do not know are ignored.
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

/** The file is optional for a container; its absence is an answer, not an error. */
export const schemaAnswer = z.object({
  schema: z.nullable(modelSchema),
  absent: z.nullable(z.string()),
});
export type SchemaAnswer = z.infer<typeof schemaAnswer>;
