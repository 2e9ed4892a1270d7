import type { Results } from "@/lib/client/scoring/results";
import type { AddedColumns } from "@/lib/client/scoring/scored-csv";
import type { ColumnType } from "@/lib/domain/column-types";
import { scoringWords as words } from "@/lib/words/scoring";
import type { PreparedFile } from "../file/use-prepared-file";

export interface FileColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** A scored file as it is shown, whether scored just now or kept from before. */
export interface ScoredView {
  readonly results: Results;
  readonly rows: number;
  /** The file's own columns. */
  readonly columns: readonly FileColumn[];
  /** What the column of predictions is called. */
  readonly predictionName: string;
}

/** The wanted name, or one with a number behind it that the file does not have already. */
function freeName(wanted: string, columns: readonly FileColumn[]): string {
  let name = wanted;
  for (let copy = 2; columns.some((column) => column.name === name); copy += 1) {
    name = `${wanted}_${copy}`;
  }
  return name;
}

export function scoredView({ sample, index }: PreparedFile, results: Results): ScoredView {
  const { columns } = sample;
  return {
    results,
    rows: index.rows,
    columns,
    predictionName: freeName(words.predictionColumn, columns),
  };
}

/** What is put behind the file's rows; `withReason` where some rows have no prediction. */
export const addedColumns = (
  { sample, index }: PreparedFile,
  { withReason }: { readonly withReason: boolean },
): AddedColumns => ({
  rowsStart: index.rowsStart,
  hasHeader: sample.header === "present",
  prediction: freeName(words.predictionColumn, sample.columns),
  reason: withReason ? freeName(words.reasonColumn, sample.columns) : null,
  notSent: words.notSent,
});

/** The file's name without what follows the last dot. */
export const stemOf = (file: string): string => file.replace(/\.[^.]*$/, "");
