import {
  type Better,
  type ComparableMetric,
  type Evaluation,
  type Metric,
  metricIn,
  primaryMetric,
} from "./evaluation";

/** Whether the model beats guessing, by its first metric against the best guess. */
export type Verdict =
  | { readonly answer: "unknown"; readonly why: "no-metric" | "no-baseline" }
  | {
      /** `unsure`: the intervals overlap, so that chance alone may have made the difference. */
      readonly answer: "better" | "unsure" | "worse";
      readonly metric: string;
      readonly better: Better;
      readonly value: number;
      readonly baseline: string;
      readonly baselineValue: number;
      /** False where neither side came with an interval. */
      readonly hasInterval: boolean;
    };

/** The ends of a metric's interval, or its value twice; larger is worse whatever the metric. */
function cost({ value, low, high }: Metric & { readonly value: number }, better: Better) {
  const ends = low === null || high === null ? [value, value] : [low, high];
  const [best, worst] = better === "lower" ? ends : ends.map((end) => -end).reverse();
  return { best: best ?? value, worst: worst ?? value };
}

const hasInterval = ({ low, high }: Metric): boolean => low !== null && high !== null;

/** The baseline that is hardest to beat by this metric. */
function bestBaseline({ baselines }: Evaluation, name: string, better: Better) {
  const sign = better === "lower" ? 1 : -1;
  return baselines
    .flatMap((baseline) => {
      const metric = metricIn(baseline.metrics, name);
      const value = metric?.value ?? null;
      return metric && value !== null
        ? [{ name: baseline.name, metric: { ...metric, value }, value }]
        : [];
    })
    .sort((a, b) => sign * (a.value - b.value))[0];
}

/** A metric against the guess that is hardest to beat by it; null without such a guess. */
export function againstGuess(
  evaluation: Evaluation,
  { name, metric, value, better }: ComparableMetric,
): Extract<Verdict, { readonly metric: string }> | null {
  const guess = bestBaseline(evaluation, name, better);
  if (!guess) return null;
  const own = cost({ ...metric, value }, better);
  const other = cost(guess.metric, better);
  const answer = own.worst < other.best ? "better" : own.best > other.worst ? "worse" : "unsure";
  return {
    answer,
    metric: name,
    better,
    value,
    baseline: guess.name,
    baselineValue: guess.value,
    hasInterval: hasInterval(metric) || hasInterval(guess.metric),
  };
}

/** Answers "better" or "worse" only where the two intervals do not touch. */
export function verdictOf(evaluation: Evaluation): Verdict {
  const primary = primaryMetric(evaluation);
  if (!primary) return { answer: "unknown", why: "no-metric" };
  return againstGuess(evaluation, primary) ?? { answer: "unknown", why: "no-baseline" };
}
