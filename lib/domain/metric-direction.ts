/** Parts of metric names by which everybody knows where better is. */
const LOWER = /^(r?mse|mae|mape|s?mape|rmsle|loss|log_?loss|error|err|perplexity|wer|cer)$/;
const HIGHER =
  /^(acc|accuracy|auc|auroc|f1|r2|r_?squared|precision|recall|ap|map|ndcg|bleu|rouge)$/;

/**
 * Whether a lower or a higher value of a metric is better, by the last part of its name
 * (`validation:rmse`, `val_accuracy`); null where the name does not tell.
 */
export function betterValue(metric: string): "lower" | "higher" | null {
  const parts = metric.toLowerCase().split(/[:/. -]/);
  const last = parts.at(-1) ?? "";
  const candidates = [last, last.split("_").at(-1) ?? "", last.split("_").slice(-2).join("_")];
  if (candidates.some((part) => LOWER.test(part))) return "lower";
  return candidates.some((part) => HIGHER.test(part)) ? "higher" : null;
}

/** The item with the best value, the first where several have it; undefined where better is not known. */
export function bestOf<T>(
  metric: string,
  items: readonly T[],
  measure: (item: T) => number,
): T | undefined {
  const better = betterValue(metric);
  if (better === null) return undefined;
  const sign = better === "lower" ? 1 : -1;
  return items.reduce<T | undefined>(
    (best, item) =>
      best === undefined || sign * measure(item) < sign * measure(best) ? item : best,
    undefined,
  );
}
