import { comparableMetrics, metricIn, primaryMetric } from "../evaluation";
import { againstGuess, verdictOf } from "../verdict";
import type { Rule } from "./finding";

/** An error this many times that on the training rows. */
const OVERFIT_RATIO = 1.25;
/** A score (accuracy, r2) this far under that on the training rows. */
const OVERFIT_GAP = 0.1;
/** A guess whose error is at most this share larger, or whose score is this far lower. */
const NEARLY = 0.1;
/** With fewer judged rows single ones decide. */
const FEW_ROWS = 100;
/** Width of an interval by the metric's own value; of a score, as it is. */
const WIDE = 0.3;

/** Fires where the first metric is clearly worse on rows that the model has not seen. */
export const overfit: Rule = ({ evaluation }) => {
  const primary = primaryMetric(evaluation);
  const train = primary && metricIn(evaluation.train_metrics, primary.name)?.value;
  if (!primary || train === null || train === undefined) return [];
  const { name, value, better } = primary;
  const { low, high } = primary.metric;
  const fires =
    better === "lower"
      ? value > train * OVERFIT_RATIO && train < (low ?? value)
      : value < train - OVERFIT_GAP && train > (high ?? value);
  return fires ? [{ rule: "overfit", metric: name, train, judged: value }] : [];
};

/** Fires where the model beats its best guess, but by less than a tenth. */
export const nearlyAsGood: Rule = ({ evaluation }) => {
  const verdict = verdictOf(evaluation);
  if (verdict.answer !== "better") return [];
  const { metric, better, value, baseline, baselineValue } = verdict;
  const gain =
    better === "lower" ? (baselineValue - value) / Math.abs(baselineValue) : value - baselineValue;
  return gain < NEARLY
    ? [{ rule: "nearly-as-good", metric, better, value, baseline, baselineValue }]
    : [];
};

/** Fires for each further metric by which a guess is better, beyond both intervals. */
export const worseMetric: Rule = ({ evaluation }) =>
  comparableMetrics(evaluation)
    .slice(1)
    .flatMap((metric) => {
      const verdict = againstGuess(evaluation, metric);
      if (verdict?.answer !== "worse") return [];
      const { value, baseline, baselineValue } = verdict;
      return [
        { rule: "worse-metric" as const, metric: metric.name, value, baseline, baselineValue },
      ];
    });

/** Fires below 100 judged rows. */
export const fewRows: Rule = ({ evaluation: { protocol } }) =>
  protocol && protocol.rows < FEW_ROWS ? [{ rule: "few-rows", rows: protocol.rows }] : [];

/** Fires where the first metric's interval is as wide as three tenths of its value. */
export const wideInterval: Rule = ({ evaluation }) => {
  const primary = primaryMetric(evaluation);
  if (!primary) return [];
  const { name, value, better } = primary;
  const { low, high } = primary.metric;
  if (low === null || high === null) return [];
  const width = (high - low) / (better === "lower" ? Math.abs(value) : 1);
  return width >= WIDE ? [{ rule: "wide-interval", metric: name, low, high }] : [];
};
