import { type Cell, type Evaluation, type Judged, residual } from "./evaluation";

const WORST = 12;

/** The rows whose predictions lie furthest off, the worst first. */
export const worstOf = (rows: readonly Judged[]): Judged[] =>
  rows.toSorted((a, b) => Math.abs(residual(b)) - Math.abs(residual(a))).slice(0, WORST);

/** A row of a classification. */
export interface ClassedRow {
  /** Its place in `predictions`. */
  readonly at: number;
  readonly actual: Cell;
  readonly predicted: Cell;
  readonly isRight: boolean;
  /** What the model gave the class it predicted; null where the container does not say. */
  readonly probability: number | null;
}

/** Rows with two classes; `1` and `"1"` are the same class. */
export function classedRows({ predictions }: Evaluation): ClassedRow[] {
  if (!predictions) return [];
  return predictions.predicted.flatMap((predicted, at) => {
    const actual = predictions.actual[at] ?? null;
    if (actual === null || predicted === null) return [];
    const probabilities = predictions.probabilities?.[at] ?? [];
    const probability = probabilities.length > 0 ? Math.max(...probabilities) : null;
    const isRight = String(actual) === String(predicted);
    return [{ at, actual, predicted, isRight, probability }];
  });
}
