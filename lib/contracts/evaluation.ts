import * as z from "zod/mini";

/** evaluation.json (docs/formats.md). Members we do not know are ignored. */
const finite = z.nullable(z.number());
const maybe = z._default(z.optional(finite), null);
const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const cells = z.array(cell).check(z.maxLength(10_000));
const end = z.optional(z.union([z.number(), z.string(), z.null()]));

const metric = z.object({
  value: finite,
  low: maybe,
  high: maybe,
  level: maybe,
  better: z.optional(z.enum(["lower", "higher"])),
});
const metrics = z._default(z.optional(z.record(z.string(), metric)), {});

const protocol = z.object({
  kind: z.string(),
  rows: z.number(),
  words: z.optional(z.string()),
});

const predictions = z.object({
  sampled: z._default(z.optional(z.boolean()), false),
  row: z._default(z.optional(z.array(z.number()).check(z.maxLength(10_000))), []),
  actual: cells,
  predicted: cells,
  probabilities: z._default(
    z.optional(z.array(z.array(z.number()).check(z.maxLength(1000))).check(z.maxLength(10_000))),
    [],
  ),
  features: z._default(z.optional(z.record(z.string(), cells)), {}),
});

const importance = z.object({
  method: z._default(z.optional(z.string()), ""),
  features: z
    .array(z.object({ name: z.string(), value: finite, spread: maybe }))
    .check(z.maxLength(10_000)),
});

const segment = z.object({
  feature: z.string(),
  value: z.optional(cell),
  low: end,
  high: end,
  rows: z.number(),
  rmse: maybe,
  accuracy: maybe,
  mean_residual: maybe,
  residual_quantiles: z._default(z.optional(z.array(finite)), []),
});

const listOf = <T extends z.core.SomeType>(item: T, most: number) =>
  z._default(z.optional(z.array(item).check(z.maxLength(most))), []);
const orNull = <T extends z.core.SomeType>(item: T) =>
  z._default(z.optional(z.nullable(item)), null);

const figures = z.record(z.string(), cell);

/** Each is shown by itself, so each is read by itself. */
const members = {
  protocol: orNull(protocol),
  metrics,
  train_metrics: metrics,
  baselines: listOf(z.object({ name: z.string(), metrics }), 100),
  predictions: orNull(predictions),
  importance: orNull(importance),
  segments: listOf(segment, 20_000),
  classes: listOf(cell, 1000),
  confusion: listOf(z.array(z.number()).check(z.maxLength(1000)), 1000),
  /** Figures of each class: a list in the order of `classes`, or by the class's name. */
  per_class: orNull(
    z.union([
      z.array(figures).check(z.maxLength(1000)),
      z.record(z.string(), z.union([figures, cell])),
    ]),
  ),
};

const evaluation = z.object({ version: z.literal(1), task: z.string(), ...members });
export type EvaluationFile = z.infer<typeof evaluation>;

const unread = z.object({ member: z.string(), why: z.string() });
export type UnreadMember = z.infer<typeof unread>;

/** Where the first problem lies and what it is: `predictions.row.3: Invalid input`. */
const whereOf = ({ issues: [issue] }: z.core.$ZodError): string =>
  issue ? [issue.path.map(String).join("."), issue.message].filter(Boolean).join(": ") : "";

/**
 * Reads the file of any container: a member that cannot be read is left out and named, and the
 * others stand.
 * @returns `why` where it is no such file at all
 */
export function readEvaluation(
  file: unknown,
):
  | { readonly evaluation: EvaluationFile; readonly unread: readonly UnreadMember[] }
  | { readonly why: string } {
  const left: UnreadMember[] = [];
  const kept: Record<string, unknown> = typeof file === "object" ? { ...file } : {};
  for (const [member, schema] of Object.entries(members)) {
    const result = z.safeParse(schema, kept[member]);
    if (result.success) continue;
    left.push({ member, why: whereOf(result.error) });
    delete kept[member];
  }
  const whole = z.safeParse(evaluation, kept);
  return whole.success ? { evaluation: whole.data, unread: left } : { why: whereOf(whole.error) };
}

/** The file is optional for a container; its absence is an answer, not an error. */
export const evaluationAnswer = z.object({
  evaluation: z.nullable(evaluation),
  unread: z.array(unread),
  absent: z.nullable(z.string()),
});
export type EvaluationAnswer = z.infer<typeof evaluationAnswer>;
