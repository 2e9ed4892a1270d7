import { listed, someOf } from "./enumeration";

/** A part of the data: `Item_MRP from 234 to 266`, `Outlet_Type Grocery Store`. */
const where = (feature: string, label: string) => `${feature} is ${label}`;

export const evaluationFindingWords = {
  title: "What to make of it",
  aside: "computed from evaluation.json",
  none: "Nothing stands out in what the container wrote.",
  verdict: { look: "look at this", know: "good to know", well: "passed" },
  where,
  overfit: (metric: string, train: string, judged: string) =>
    `It memorises: ${metric} ${train} on training rows, ${judged} on new ones.`,
  overfitCause: "Fewer or simpler parts (larger leaves, less depth) bring the two together.",
  nearlyAsGood: (baseline: string, metric: string, other: string, value: string) =>
    `A guess is nearly as good: ${metric} ${other} by ${baseline}, ${value} by the model.`,
  worseMetric: (metric: string, value: string, baseline: string, other: string) =>
    `${metric} is worse than guessing: ${value}, while ${baseline} has ${other}.`,
  fewRows: (rows: string) => `Only ${rows} rows were judged: single rows decide the figures.`,
  wideInterval: (metric: string, low: string, high: string) =>
    `${metric} is known roughly: from ${low} to ${high}.`,
  wideCause: "More judged rows make the interval narrower.",
  bias: (mean: string, direction: "high" | "low") =>
    `Predictions are too ${direction} on average: mean residual ${mean}.`,
  biasCause: (error: string, median: string) =>
    `Its standard error is ${error}; the median is ${median}.`,
  noBias: (mean: string, median: string) => `No bias: mean residual ${mean}, median ${median}.`,
  noBiasValue: (error: string) => `± ${error}`,
  segment: (place: string, rmse: string, rows: string, whole: string) =>
    `Errors are large where ${place}: RMSE ${rmse} over ${rows} rows, ${whole} over all.`,
  segmentLeast: (place: string, rmse: string) => `Smallest where ${place}: ${rmse}.`,
  growingSpread: (low: string, high: string) =>
    `Errors grow with the prediction: ${low} off on average in the lowest third, ${high} in the highest.`,
  growingCause: "A model of the logarithm, or a relative error, would weigh small values alike.",
  belowZero: (rows: string, least: string) =>
    `${rows} below zero, down to ${least}, though no actual value is.`,
  onePrediction: "1 prediction is",
  predictions: (count: string) => `${count} predictions are`,
  carried: (features: readonly string[]) =>
    `${features.length === 1 ? "One feature carries" : "Two features carry"} it: ${listed(features)}.`,
  carriedCause: (share: string, count: string) =>
    `${share} of the importance of all ${count} features.`,
  oneClass: (frequent: string, share: string, accuracy: string) =>
    `Answering ${frequent} every time is right in ${share} of the rows, the model in ${accuracy}.`,
  missedClass: (names: readonly string[]) => `Not one row of ${someOf(names)} is found.`,
} as const;
