/** A quantile of ascending numbers, between the two nearest; NaN without any. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** NaN without any. */
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** How far a mean of so many values with this standard deviation lies from the truth. */
export const standardError = (deviation: number, count: number): number =>
  deviation / Math.sqrt(count);

/** Of a sample: over one less than there are values; NaN below two. */
export function deviation(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return values.length < 2 ? Number.NaN : Math.sqrt(squares / (values.length - 1));
}

/** 1, 2 or 5 times a power of ten, the nearest above; 0 for what is too small to part. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 5, 10].find((one) => one * power >= step) ?? 10;
  return factor * power;
}

const BINS = 36;

/** Counts in bins of round and equal width over ascending numbers. */
export function histogramOf(sorted: readonly number[]): { edges: number[]; counts: number[] } {
  const [low, high] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  // Divided first: the difference of two large numbers may be none.
  const step = roundStep(high / BINS - low / BINS) || 1;
  const first = Math.floor(low / step);
  const bins = Math.floor(high / step) - first + 1;
  const counts = new Array<number>(bins).fill(0);
  for (const value of sorted) {
    const bin = Math.min(bins - 1, Math.floor(value / step) - first);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { edges: Array.from({ length: bins + 1 }, (_, bin) => (first + bin) * step), counts };
}
