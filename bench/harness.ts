/** What one run of one contestant brought: numbers by quantity, with the unit in its name. */
export type Measurement = Readonly<Record<string, number>>;

export interface Contestant {
  readonly name: string;
  measure(): Promise<Measurement>;
}

/** What a figure must be, and whether it was. */
export interface Claim {
  readonly text: string;
  readonly value: string;
  readonly holds: boolean;
}

export interface Bench {
  /** For `--only`. */
  readonly name: string;
  readonly title: string;
  /** What is measured, and from when to when. */
  readonly about: string;
  readonly runs: number;
  /** The first contestant is the one the others are compared with. */
  run(runs: number): Promise<{ readonly samples: Samples; readonly claims: readonly Claim[] }>;
}

export interface Row {
  readonly contestant: string;
  readonly quantity: string;
  readonly min: number;
  readonly median: number;
  readonly max: number;
  /** Of the medians, against the first contestant's; absent where that has no such quantity. */
  readonly ratio?: number;
  readonly difference?: number;
}

export class Samples {
  readonly #values = new Map<string, Map<string, number[]>>();

  add(contestant: string, measurement: Measurement): void {
    const quantities = this.#values.get(contestant) ?? new Map<string, number[]>();
    this.#values.set(contestant, quantities);
    for (const [quantity, value] of Object.entries(measurement)) {
      quantities.set(quantity, [...(quantities.get(quantity) ?? []), value]);
    }
  }

  /** @throws Error where nothing was measured under these names */
  median(contestant: string, quantity: string): number {
    const values = this.#values.get(contestant)?.get(quantity);
    if (values === undefined) throw new Error(`No ${quantity} of ${contestant} was measured.`);
    return percentile(values, 0.5);
  }

  rows(): readonly Row[] {
    const first = this.#values.keys().next().value ?? "";
    return [...this.#values].flatMap(([contestant, quantities]) =>
      [...quantities].map(([quantity, values]) => ({
        contestant,
        quantity,
        min: Math.min(...values),
        median: percentile(values, 0.5),
        max: Math.max(...values),
        ...(contestant === first ? {} : this.#besides(first, quantity, percentile(values, 0.5))),
      })),
    );
  }

  #besides(first: string, quantity: string, median: number) {
    const values = this.#values.get(first)?.get(quantity);
    if (values === undefined) return {};
    const other = percentile(values, 0.5);
    const difference = median - other;
    return other === 0 ? { difference } : { ratio: median / other, difference };
  }
}

/** The value that a share of the values does not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error("There is no percentile of no values.");
  return value;
}

/** Runs all contestants in turn, so that what slows the machine down slows all of them. */
export async function alternate(
  contestants: readonly Contestant[],
  runs: number,
): Promise<Samples> {
  const samples = new Samples();
  for (let run = 0; run < runs; run += 1) {
    for (const { name, measure } of contestants) samples.add(name, await measure());
  }
  return samples;
}

/** How long something takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** A pause that costs the measured program little and the measurement less. */
const POLL_MS = 5;

export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, POLL_MS));

/** Tries until it succeeds. @throws the last failure, when it takes too long */
export async function untilItSucceeds<T>(attempt: () => Promise<T>, withinMs = 60_000): Promise<T> {
  const limit = performance.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > limit) throw error;
      await pause();
    }
  }
}

export const atMost = (text: string, value: number, limit: number, unit: string): Claim => ({
  text: `${text}: at most ${limit} ${unit}`.trim(),
  value: `${number(value)} ${unit}`.trim(),
  holds: value <= limit,
});

export const atLeast = (text: string, value: number, limit: number, unit: string): Claim => ({
  text: `${text}: at least ${limit} ${unit}`.trim(),
  value: `${number(value)} ${unit}`.trim(),
  holds: value >= limit,
});

/** Three significant digits. */
export const number = (value: number): string => String(Number(value.toPrecision(3)));
