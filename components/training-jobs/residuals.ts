import type { Point } from "@/components/charts/chart-types";

interface Predictions {
  readonly actual: readonly (number | null)[];
  readonly predicted: readonly (number | null)[];
}

/** Pairs of predicted and actual; rows without either number are left out. */
export const pairsOf = ({ actual, predicted }: Predictions): Point[] =>
  predicted.flatMap((value, row) => {
    const truth = actual[row];
    return value === null || truth === null || truth === undefined ? [] : [[value, truth] as const];
  });

/** Predicted minus actual, ascending. */
export const residualsOf = (pairs: readonly Point[]): number[] =>
  pairs.map(([predicted, actual]) => predicted - actual).sort((a, b) => a - b);

/** A quantile of ascending numbers, between the two nearest; NaN without any. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** 1, 2 or 5 times a power of ten, the nearest above. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 5, 10].find((one) => one * power >= step) ?? 10;
  return factor * power;
}

const BINS = 36;

/** Counts in bins of round and equal width over ascending numbers. */
export function histogramOf(sorted: readonly number[]): { edges: number[]; counts: number[] } {
  const [low, high] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const step = high > low ? roundStep((high - low) / BINS) : 1;
  const first = Math.floor(low / step);
  const bins = Math.floor(high / step) - first + 1;
  const counts = new Array<number>(bins).fill(0);
  for (const value of sorted) {
    const bin = Math.min(bins - 1, Math.floor(value / step) - first);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { edges: Array.from({ length: bins + 1 }, (_, bin) => (first + bin) * step), counts };
}
