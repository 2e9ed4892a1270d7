import type { Evaluation } from "./evaluation";
import { cellText } from "./segments";

export interface Confusion {
  readonly names: readonly string[];
  /** Rows of each actual class, by predicted class; square, as large as there are names. */
  readonly counts: readonly (readonly number[])[];
  readonly rows: number;
  readonly right: number;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** The confusion matrix, its classes numbered where they have no names; null unless it is square. */
export function confusionOf({ confusion, classes }: Evaluation): Confusion | null {
  const size = confusion.length;
  if (size === 0 || confusion.some((row) => row.length !== size)) return null;
  const names = confusion.map((_, at) => cellText(classes[at] ?? null) ?? String(at));
  return {
    names,
    counts: confusion,
    rows: sum(confusion.map(sum)),
    right: sum(confusion.map((row, at) => row[at] ?? 0)),
  };
}

/** Rows of each class as they are, in the order of the names. */
export const actualRows = ({ counts }: Confusion): number[] => counts.map(sum);

/** Rows of one class that were given another. */
export interface Confused {
  readonly id: string;
  readonly actual: string;
  readonly predicted: string;
  readonly rows: number;
}

const MOST_PAIRS = 12;

/** The pairs of classes that are confused in most rows. */
export function mostConfused({ names, counts }: Confusion): Confused[] {
  const pairs = counts.flatMap((row, actual) =>
    row.flatMap((rows, predicted) =>
      rows > 0 && actual !== predicted
        ? [
            {
              id: `${actual}-${predicted}`,
              actual: names[actual] ?? "",
              predicted: names[predicted] ?? "",
              rows,
            },
          ]
        : [],
    ),
  );
  return pairs.sort((a, b) => b.rows - a.rows).slice(0, MOST_PAIRS);
}
