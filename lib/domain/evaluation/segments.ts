import { type Cell, type Evaluation, type Judged, metricIn, type Segment } from "./evaluation";
import { mean, standardError } from "./numbers";

/** A mean so many standard errors from zero is none that chance gives. */
export const BEYOND_CHANCE = 3;
/** With fewer rows, single ones make the mean. */
export const LEAST_ROWS = 30;

/** Whether a segment's mean residual lies off zero beyond chance; its spread follows from rmse. */
export function isOff({ rows, rmse, mean_residual: off }: Segment): boolean {
  if (off === null || rmse === null || rows < LEAST_ROWS) return false;
  const spread = Math.sqrt(Math.max(0, rmse ** 2 - off ** 2));
  return Math.abs(off) > BEYOND_CHANCE * standardError(spread, rows);
}

/** Root mean squared error of all judged rows: as written, else from the rows; null without. */
export function wholeRmse({ metrics }: Evaluation, rows: readonly Judged[]): number | null {
  const written = metricIn(metrics, "rmse")?.value ?? null;
  if (written !== null || rows.length === 0) return written;
  return Math.sqrt(mean(rows.map(({ actual, predicted }) => (predicted - actual) ** 2)));
}

/** Features that were split, the most important first. */
export function splitFeatures({ segments, importance }: Evaluation): string[] {
  const rank = new Map(importance?.features.map(({ name, value }) => [name, value ?? 0]));
  const names = [...new Set(segments.map(({ feature }) => feature))];
  return names.sort((a, b) => (rank.get(b) ?? 0) - (rank.get(a) ?? 0));
}

const isRange = ({ value }: Segment): boolean => value === undefined;
const byLow = (a: Segment, b: Segment): number =>
  typeof a.low === "number" && typeof b.low === "number"
    ? b.low - a.low
    : String(b.low ?? "").localeCompare(String(a.low ?? ""));

const error = ({ rmse, accuracy }: Segment): number => rmse ?? 1 - (accuracy ?? 1);

/** A feature's segments: ranges from the highest down, then values from the largest error down. */
export function segmentsOf({ segments }: Evaluation, feature: string): Segment[] {
  const own = segments.filter((segment) => segment.feature === feature);
  return [
    ...own.filter(isRange).sort(byLow),
    ...own.filter((one) => !isRange(one)).sort((a, b) => error(b) - error(a)),
  ];
}

/** Five ascending numbers, or null where the container wrote none. */
export function boxOf({ residual_quantiles: found }: Segment): readonly number[] | null {
  const numbers = found.filter((value): value is number => value !== null);
  return found.length === 5 && numbers.length === 5 ? numbers : null;
}

/** As text, for a list or a sentence; null for a missing value. */
export const cellText = (cell: Cell): string | null => (cell === null ? null : String(cell));
