/**
 * What is kept of the values a metric had in one period. Small sets are kept
 * exactly; past 1,000 distinct values they are rounded to three significant
 * digits, so percentiles stay within 0.5 % and the size stays bounded.
 */
export interface Distribution {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** Value and how often it came. Empty when only a statistic set was put. */
  readonly values: ReadonlyMap<number, number>;
}

const MAX_EXACT_VALUES = 1000;

/** At least one value; `counts` says how often each came, once when it is not given. */
export function distributionOfValues(
  numbers: readonly number[],
  counts: readonly number[] = [],
): Distribution {
  const values = new Map<number, number>();
  let count = 0;
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const [index, value] of numbers.entries()) {
    const times = counts[index] ?? 1;
    values.set(value, (values.get(value) ?? 0) + times);
    count += times;
    sum += value * times;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return { count, sum, min, max, values: bounded(values) };
}

export function mergeDistributions(a: Distribution, b: Distribution): Distribution {
  const [large, small] = a.values.size >= b.values.size ? [a, b] : [b, a];
  const values = new Map(large.values);
  for (const [value, count] of small.values) values.set(value, (values.get(value) ?? 0) + count);
  return {
    count: a.count + b.count,
    sum: a.sum + b.sum,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    values: bounded(values),
  };
}

function bounded(values: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  if (values.size <= MAX_EXACT_VALUES) return values;
  const coarse = new Map<number, number>();
  for (const [value, count] of values) {
    const key = Number(value.toPrecision(3));
    coarse.set(key, (coarse.get(key) ?? 0) + count);
  }
  return coarse;
}

/** The smallest value that at least `percent` per cent of the values do not exceed; undefined when unknown. */
export function percentile(distribution: Distribution, percent: number): number | undefined {
  const sorted = [...distribution.values].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const rank = (percent / 100) * total;
  let seen = 0;
  for (const [value, count] of sorted) {
    seen += count;
    // Rounding to three digits must not step outside of what was seen.
    if (seen >= rank) return Math.min(Math.max(value, distribution.min), distribution.max);
  }
  return undefined;
}

/** CloudWatch's statistics by name: Average, Sum, Minimum, Maximum, SampleCount, p0 to p100. */
export function statisticOf(distribution: Distribution, name: string): number | undefined {
  const { count, sum, min, max } = distribution;
  const simple: Record<string, number> = {
    Average: sum / count,
    Sum: sum,
    Minimum: min,
    Maximum: max,
    SampleCount: count,
  };
  if (name in simple) return simple[name];
  const percent = PERCENTILE.exec(name)?.[1];
  return percent === undefined ? undefined : percentile(distribution, Number(percent));
}

const PERCENTILE = /^p(\d{1,2}(?:\.\d{0,10})?|100)$/;

export function isStatistic(name: string): boolean {
  return (
    ["Average", "Sum", "Minimum", "Maximum", "SampleCount"].includes(name) || PERCENTILE.test(name)
  );
}

export function encodeDistribution(distribution: Distribution): string {
  return JSON.stringify({ ...distribution, values: [...distribution.values] });
}

export function decodeDistribution(text: string): Distribution {
  const { values, ...rest } = JSON.parse(text) as Omit<Distribution, "values"> & {
    values: [number, number][];
  };
  return { ...rest, values: new Map(values) };
}
