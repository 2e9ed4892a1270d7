import type { Evaluation, Metric } from "../evaluation";

const NOTHING: Evaluation = {
  task: "regression",
  protocol: null,
  metrics: {},
  train_metrics: {},
  baselines: [],
  predictions: null,
  importance: null,
  segments: [],
  classes: [],
  confusion: [],
  per_class: null,
};

/** An evaluation with the given members and no others. */
export const evaluationWith = (members: Partial<Evaluation>): Evaluation => ({
  ...NOTHING,
  ...members,
});

/** A metric, with its interval when one is given. */
export const metric = (value: number, low?: number, high?: number): Metric => ({
  value,
  low: low ?? null,
  high: high ?? null,
  level: low === undefined ? null : 0.95,
});

/** Predictions of `count` rows. */
export const predictionsOf = (
  count: number,
  row: (at: number) => { readonly actual: number | string; readonly predicted: number | string },
): NonNullable<Evaluation["predictions"]> => {
  const rows = Array.from({ length: count }, (_, at) => row(at));
  return {
    sampled: false,
    row: rows.map((_, at) => at + 1),
    actual: rows.map(({ actual }) => actual),
    predicted: rows.map(({ predicted }) => predicted),
    features: {},
  };
};
