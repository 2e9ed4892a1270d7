import { RecordGrid } from "@/components/ui/record-grid";
import type { RecordColumn } from "@/components/ui/record-row";
import { isMissing } from "@/lib/domain/column-types";
import type { ColumnSummary } from "@/lib/domain/profile/column-tally";

type GridColumn = Pick<ColumnSummary, "name" | "type">;

/** The columns in the order they are shown, the target last, and each row's cells in that order. */
export function gridOf(columns: readonly GridColumn[], target: string | null) {
  const last = columns.findIndex(({ name }) => name === target);
  const order = columns.map((_, at) => at).filter((at) => at !== last);
  const shown = last < 0 ? order : [...order, last];
  const gridColumns: RecordColumn[] = shown.map((at) => ({
    name: columns[at]?.name ?? "",
    isNumber: ["number", "integer"].includes(columns[at]?.type ?? ""),
    isTarget: at === last,
  }));
  const cellsOf = (row: readonly string[]) =>
    shown.map((at) => {
      const cell = row[at]?.trim() ?? "";
      return isMissing(cell) ? null : cell;
    });
  return { columns: gridColumns, cellsOf };
}

export interface SampleGridProps {
  readonly label: string;
  readonly columns: readonly GridColumn[];
  readonly rows: readonly (readonly string[])[];
  readonly target: string | null;
}

/** First rows of a file, the target in sight at the right edge. */
export function SampleGrid({ label, columns, rows, target }: SampleGridProps) {
  const grid = gridOf(columns, target);
  return (
    <RecordGrid
      label={label}
      columns={grid.columns}
      count={rows.length}
      rowAt={(index) => grid.cellsOf(rows[index] ?? [])}
    />
  );
}
