import type { MetricPoint } from "../../../state/metric-store.ts";

/** A median over fewer finished trainings would stop good ones by chance. */
const LEAST_FINISHED = 3;
/** The first value says little about a learning curve. */
const LEAST_VALUES = 2;

/** The values of a training's objective in the order they came, as its log gave them, less being better. */
export type Curve = readonly { readonly count: number; readonly sum: number }[];

/** `sign` is -1 for an objective that is maximised. */
export const curveOf = (points: readonly MetricPoint[], sign: number): Curve =>
  points.map(({ distribution: { count, sum } }) => ({ count, sum: sign * sum }));

/**
 * The median rule: a training is stopped when its value is worse than the median of what finished
 * trainings had on average up to the same number of values.
 */
export function fallsBehind(latest: number, own: Curve, finished: readonly Curve[]): boolean {
  const values = own.reduce((total, { count }) => total + count, 0);
  if (values < LEAST_VALUES) return false;
  const averages = finished
    .flatMap((curve) => averageUpTo(curve, values) ?? [])
    .sort((a, b) => a - b);
  if (averages.length < LEAST_FINISHED) return false;
  const middle = averages.length / 2;
  const median = ((averages[Math.ceil(middle) - 1] ?? 0) + (averages[Math.floor(middle)] ?? 0)) / 2;
  return latest > median;
}

/** Of all values where there are fewer; undefined where there are none. */
function averageUpTo(curve: Curve, values: number): number | undefined {
  let count = 0;
  let sum = 0;
  for (const slot of curve) {
    count += slot.count;
    sum += slot.sum;
    if (count >= values) break;
  }
  return count === 0 ? undefined : sum / count;
}
