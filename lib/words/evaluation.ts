import { plural } from "./enumeration";

/** The evaluation of a training job, from the container's evaluation.json. */

const METRICS: Readonly<Record<string, string>> = {
  rmse: "RMSE",
  mae: "MAE",
  mse: "MSE",
  mape: "MAPE",
  r2: "R²",
  f1: "F1",
  auc: "AUC",
  accuracy: "Accuracy",
  macro_f1: "Macro F1",
  log_loss: "Log loss",
};

const CLASS_FIGURES: Readonly<Record<string, string>> = {
  precision: "Precision",
  recall: "Recall",
  rows: "Rows",
  support: "Rows",
};

const MEMBERS: Readonly<Record<string, string>> = {
  protocol: "How it was judged",
  metrics: "Metrics",
  train_metrics: "Metrics on the training rows",
  baselines: "Baselines",
  predictions: "Predictions of single rows",
  importance: "Feature importance",
  segments: "Residuals by feature",
  classes: "Names of classes",
  confusion: "Confusion matrix",
  per_class: "Figures of each class",
};

export const evaluationWords = {
  notYet: "No evaluation yet",
  notYetText: "The container judges its model when training has ended.",
  absent: "This job has no evaluation",
  absentText: "Its final metrics stand in the overview.",
  unread: "A part of evaluation.json could not be read",
  unreadPart: (member: string, why: string) => `${MEMBERS[member] ?? member}: ${why}.`,
  metric: (name: string) => METRICS[name] ?? name,

  probability: "Probability",

  metrics: "Is it better than guessing?",
  protocol: (rows: string, words: string) => `${plural(rows, "row")}: ${words}`,
  rowsOnly: (rows: string) => `judged on ${plural(rows, "row")}`,
  model: "This model",
  onTraining: "This model on its training rows",
  who: "Prediction",
  moreMetrics: (count: string) =>
    `Not shown: ${plural(count, "metric")} that evaluation.json has besides.`,
  noMetrics: "The container wrote no metrics.",
  interval: (level: string) => `Under a metric stands its ${level} interval.`,
  barHead: (metric: string, better: string) =>
    `${metric}, ${better === "lower" ? "shorter" : "longer"} is better`,
  lower: (share: string, metric: string, baseline: string) =>
    `${share} lower ${metric} than ${baseline}.`,
  higher: (share: string, metric: string, baseline: string) =>
    `${share} higher ${metric} than ${baseline}.`,
  scoreOver: (points: string, metric: string, baseline: string) =>
    `${metric} is ${points} above ${baseline}.`,
  scoreUnder: (points: string, metric: string, baseline: string) =>
    `${metric} is ${points} below ${baseline}.`,

  better: (metric: string, value: string, baseline: string, other: string) =>
    `Yes: ${metric} ${value} against ${other} by the best guess, ${baseline}.`,
  unsure: (metric: string, value: string, baseline: string, other: string) =>
    `Not for sure: ${metric} ${value}, and the best guess, ${baseline}, has ${other}.`,
  worse: (metric: string, value: string, baseline: string, other: string) =>
    `No: ${metric} ${value}, while the best guess, ${baseline}, has ${other}.`,
  apart: "The interval does not reach that far.",
  overlapping: "That lies within the interval, so chance alone may make the difference.",
  noInterval: "The container wrote no interval, so chance is not ruled out.",
  unknown: {
    "no-metric": "Not known: the container wrote no metric of which it is known where better is.",
    "no-baseline": "Not known: the container wrote no baseline to compare with.",
  },
  verdict: { better: "passed", unsure: "not sure", worse: "failed", unknown: "not known" },

  predicted: "Predicted against actual",
  sampled: (rows: string) => `${plural(rows, "row")}, a sample`,
  rows: (rows: string) => plural(rows, "row"),
  worstRinged: (unit: string, count: string) => `${unit}, ${count} worst ringed`,
  predictedAxis: "predicted",
  actualAxis: "actual",
  equal: "predicted = actual",
  predictedCaption: (half: string, most: string) =>
    `Half of the predictions lie within ${half} of what was measured, nine in ten within ${most}.`,
  residuals: "Residuals, predicted − actual",
  residualAxis: "predicted − actual",
  count: "rows",
  residualsCaption: (median: string, low: string, high: string) =>
    `How far predictions lie off. The median is ${median}; eight in ten lie between ${low} and ${high}.`,
  noPredictions: "The container wrote no predictions of single rows, so nothing is drawn of them.",

  importance: "Feature importance",
  moreFeatures: (count: string) => `Show ${count} more`,

  segments: "Residuals by feature",
  segmentsRight: "Accuracy by feature",
  segmentsAside:
    "predicted − actual; bar: middle half of the rows; line: middle 80 %; tick: median",
  feature: "Feature",
  segmentRows: "Rows",
  meanResidual: "Mean residual",
  residualRange: (low: string, high: string) => `Residuals, ${low} to ${high}`,
  offByMore: "beyond chance",
  offNote: "The mean residual is off zero by over 3 standard errors where a triangle stands.",
  missing: "missing",
  range: (low: string, high: string) => `${low} to ${high}`,
  box: (p10: string, p25: string, p50: string, p75: string, p90: string) =>
    `Middle 80 % from ${p10} to ${p90}, middle half from ${p25} to ${p75}, median ${p50}`,

  worst: "Worst rows",
  wrong: "Wrong rows",
  row: "Row",
  actual: "Actual",
  predictedHead: "Predicted",
  residual: "Residual",
  worstAside: (shown: string, all: string) => `${shown} of ${all} rows, headers not counted`,
  worstOfSample: (shown: string, all: string) =>
    `${shown} of a sample of ${all} rows, headers not counted`,
  wrongAside: (shown: string, wrong: string, all: string) =>
    `${shown} of ${wrong} wrong among ${all} rows, headers not counted`,
  noneWrong: (all: string) => `All ${all} rows are right.`,

  confusion: "Confusion matrix",
  confusionAside: "rows: actual, columns: predicted",
  confusionCaption: (right: string, rows: string, share: string) =>
    `${right} of ${rows} rows are right (${share}).`,
  confusionTotal: "Rows",
  confusionOdd: "The matrix has not as many columns as rows, so it is not shown.",
  actualClass: "Actual",
  confusionLarge: (classes: string) =>
    `${classes} classes are too many for a matrix; these pairs are confused most.`,
  confusedAs: "Predicted",
  perClass: "Per class",
  className: "Class",
  classFigure: (name: string) => CLASS_FIGURES[name] ?? METRICS[name] ?? name,
} as const;
