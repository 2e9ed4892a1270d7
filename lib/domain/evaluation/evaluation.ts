import { betterValue } from "../metric-direction";

export interface Metric {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Of the interval from `low` to `high`: 0.95. */
  readonly level: number | null;
  readonly better?: Better | undefined;
}

export type Better = "lower" | "higher";
export type Metrics = Readonly<Record<string, Metric>>;
/** A class, a category or a number, as the container wrote it. */
export type Cell = string | number | boolean | null;

export interface Predictions {
  readonly sampled: boolean;
  readonly row: readonly number[];
  readonly actual: readonly Cell[];
  readonly predicted: readonly Cell[];
  /** Of each class, in the order of the classes; empty in a regression. */
  readonly probabilities?: readonly (readonly number[])[] | undefined;
  readonly features: Readonly<Record<string, readonly Cell[]>>;
}

export interface Segment {
  readonly feature: string;
  /** Null: the rows without a value. Absent: a range from `low` to `high`. */
  readonly value?: Cell | undefined;
  /** Numbers, or ISO-8601 times. */
  readonly low?: number | string | null | undefined;
  readonly high?: number | string | null | undefined;
  readonly rows: number;
  readonly rmse: number | null;
  /** Share of a classification's rows that are right. */
  readonly accuracy?: number | null | undefined;
  /** Predicted minus actual, as the quantiles p10, p25, p50, p75 and p90. */
  readonly mean_residual: number | null;
  readonly residual_quantiles: readonly (number | null)[];
}

export interface Importance {
  readonly name: string;
  readonly value: number | null;
  readonly spread: number | null;
}

/** evaluation.json (docs/formats.md); what a container left out is empty or null. */
export interface Evaluation {
  readonly task: string;
  readonly protocol: {
    readonly kind: string;
    readonly rows: number;
    readonly words?: string | undefined;
  } | null;
  readonly metrics: Metrics;
  readonly train_metrics: Metrics;
  readonly baselines: readonly { readonly name: string; readonly metrics: Metrics }[];
  readonly predictions: Predictions | null;
  readonly importance: {
    readonly method: string;
    readonly features: readonly Importance[];
  } | null;
  readonly segments: readonly Segment[];
  readonly classes: readonly Cell[];
  /** Rows of each actual class, by predicted class. */
  readonly confusion: readonly (readonly number[])[];
  /** Figures of each class: a list in the order of `classes`, or by the class's name. */
  readonly per_class: readonly Figures[] | Readonly<Record<string, Figures | Cell>> | null;
}

type Figures = Readonly<Record<string, Cell>>;

export interface ComparableMetric {
  readonly name: string;
  readonly metric: Metric;
  readonly value: number;
  readonly better: Better;
}

/** A metric by its name; a name like `constructor` is no metric of every file. */
export const metricIn = (metrics: Metrics, name: string): Metric | null =>
  (Object.hasOwn(metrics, name) ? metrics[name] : null) ?? null;

/** Metrics that have a value and of which it is known where better is, in the file's order. */
export const comparableMetrics = ({ metrics }: Pick<Evaluation, "metrics">): ComparableMetric[] =>
  Object.entries(metrics).flatMap(([name, metric]) => {
    const better = metric.better ?? betterValue(name);
    return metric.value !== null && better ? [{ name, metric, value: metric.value, better }] : [];
  });

/** The first of them, by which a model is judged; null without. */
export const primaryMetric = (evaluation: Pick<Evaluation, "metrics">): ComparableMetric | null =>
  comparableMetrics(evaluation)[0] ?? null;

/** A number predicted for a judged row. */
export interface Judged {
  /** Its place in `predictions`. */
  readonly at: number;
  readonly actual: number;
  readonly predicted: number;
}

export const residual = ({ actual, predicted }: Judged): number => predicted - actual;

/** Judged rows of a regression; rows without either number, or too far apart, are left out. */
export function judgedRows({ task, predictions }: Evaluation): Judged[] {
  if (!predictions || task === "classification") return [];
  return predictions.predicted.flatMap((predicted, at) => {
    const actual = predictions.actual[at];
    if (typeof predicted !== "number" || typeof actual !== "number") return [];
    return Number.isFinite(predicted - actual) ? [{ at, actual, predicted }] : [];
  });
}
