/** Numbers below this count are all kept; of more, a random choice of this many. */
const MOST = 65_536;
const SEED = 5;

/**
 * A uniform random choice of the numbers it was given, of bounded size (reservoir sampling,
 * Vitter's algorithm R). Seeded: the same file has the same profile.
 */
export class NumberSample {
  count = 0;
  private readonly kept: number[] = [];
  private state = SEED;
  private readonly most: number;

  constructor(most = MOST) {
    this.most = most;
  }

  /** Whether numbers were left out. */
  get sampled(): boolean {
    return this.count > this.most;
  }

  add(value: number): void {
    this.count += 1;
    if (this.kept.length < this.most) {
      this.kept.push(value);
      return;
    }
    const at = Math.floor(this.random() * this.count);
    if (at < this.most) this.kept[at] = value;
  }

  sorted(): Float64Array {
    return Float64Array.from(this.kept).sort();
  }

  /** Uniform in [0, 1): the mulberry32 generator. */
  private random(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** The value below which `share` of the sorted numbers lie, between neighbours by distance. */
export function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

export interface Histogram {
  /** One more than `counts`: bin i holds edges[i] to edges[i + 1]. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** Bins of equal width over the whole range; one bin where all numbers are equal. */
export function histogram(sorted: Float64Array, bins: number): Histogram {
  const min = sorted[0];
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) return { edges: [], counts: [] };
  if (min === max) return { edges: [min, max], counts: [sorted.length] };
  const counts = new Array<number>(bins).fill(0);
  const width = (max - min) / bins;
  for (const value of sorted) {
    const bin = Math.min(bins - 1, Math.floor((value - min) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const edges = Array.from({ length: bins + 1 }, (_, at) => (at === bins ? max : min + at * width));
  return { edges, counts };
}
