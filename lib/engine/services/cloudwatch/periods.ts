import { type Distribution, mergeDistributions } from "../../state/distribution.ts";
import type { MetricPoint } from "../../state/metric-store.ts";
import { invalidValue } from "./faults.ts";

export interface Period {
  /** Start of the period, in milliseconds. */
  readonly at: number;
  readonly distribution: Distribution;
}

/** CloudWatch takes 1, 5, 10, 30 and every multiple of 60 seconds. */
export function checkPeriod(seconds: number | undefined): number {
  const isShort = seconds === 1 || seconds === 5 || seconds === 10 || seconds === 30;
  if (seconds !== undefined && seconds > 0 && (isShort || seconds % 60 === 0)) return seconds;
  throw invalidValue(
    `The parameter Period must be 1, 5, 10, 30 or a multiple of 60 seconds, not ${seconds}.`,
  );
}

/** Points merged into periods, oldest first; periods without points are left out. */
export function toPeriods(points: readonly MetricPoint[], periodSeconds: number): Period[] {
  const width = periodSeconds * 1000;
  const periods: Period[] = [];
  for (const { at, distribution } of points) {
    const start = Math.floor(at / width) * width;
    const last = periods.at(-1);
    if (last?.at === start)
      periods[periods.length - 1] = {
        at: start,
        distribution: mergeDistributions(last.distribution, distribution),
      };
    else periods.push({ at: start, distribution });
  }
  return periods;
}

/** The start of the period that `time` lies in. */
export function alignedStart(time: Date, periodSeconds: number): Date {
  const width = periodSeconds * 1000;
  return new Date(Math.floor(time.getTime() / width) * width);
}
