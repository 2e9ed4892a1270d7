export interface PredictionSummary {
  readonly count: number;
  readonly mean: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Null without any number. */
export function summarise(sorted: Float64Array): PredictionSummary | null {
  const count = sorted.length;
  if (count === 0) return null;
  const at = (index: number): number => sorted[index] ?? 0;
  const middle = Math.floor(count / 2);
  return {
    count,
    mean: sorted.reduce((sum, value) => sum + value, 0) / count,
    median: count % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2,
    min: at(0),
    max: at(count - 1),
  };
}

export interface Distribution {
  /** One more than there are counts, ascending and equally far apart. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  /** The training target over the same edges, scaled to the same number of rows. */
  readonly outline: readonly number[] | null;
  /** Predictions outside the edges. */
  readonly beyond: number;
}

const BINS = 30;

function evenEdges(min: number, max: number): number[] {
  const width = max > min ? (max - min) / BINS : 1;
  return Array.from({ length: BINS + 1 }, (_, at) => min + at * width);
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

/** Counts predictions over the training target's bins, or over bins of their own. */
export function distribute(
  sorted: Float64Array,
  training: { readonly edges: readonly number[]; readonly counts: readonly number[] } | undefined,
): Distribution {
  const usable = training && training.edges.length === training.counts.length + 1;
  const edges = usable ? training.edges : evenEdges(sorted[0] ?? 0, sorted[sorted.length - 1] ?? 1);
  const counts = countsOf(sorted, edges);
  const trained = usable ? sum(training.counts) : 0;
  return {
    edges,
    counts,
    outline:
      usable && trained > 0
        ? training.counts.map((count) => (count / trained) * sorted.length)
        : null,
    beyond: sorted.length - sum(counts),
  };
}

/** Values on an inner edge belong to the bin above it; the last edge belongs to the last bin. */
function countsOf(sorted: Float64Array, edges: readonly number[]): number[] {
  const counts = new Array<number>(Math.max(0, edges.length - 1)).fill(0);
  const last = counts.length - 1;
  const end = edges.at(-1) ?? 0;
  let bin = 0;
  for (const value of sorted) {
    if (value < (edges[0] ?? 0)) continue;
    if (value > end) break;
    while (bin < last && value >= (edges[bin + 1] ?? end)) bin += 1;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
