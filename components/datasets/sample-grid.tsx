import { RecordGrid } from "@/components/ui/record-grid";
import type { ColumnSummary } from "@/lib/domain/profile/column-tally";

export interface SampleGridProps {
  readonly label: string;
  readonly columns: readonly Pick<ColumnSummary, "name" | "type">[];
  readonly rows: readonly (readonly string[])[];
  readonly target: string | null;
}

/** First rows of a dataset, the target in sight at the right edge. */
export function SampleGrid({ label, columns, rows, target }: SampleGridProps) {
  const last = columns.findIndex(({ name }) => name === target);
  const order = columns.map((_, at) => at).filter((at) => at !== last);
  const shown = last < 0 ? order : [...order, last];
  return (
    <RecordGrid
      label={label}
      columns={shown.map((at) => ({
        name: columns[at]?.name ?? "",
        isNumber: ["number", "integer"].includes(columns[at]?.type ?? ""),
        isTarget: at === last,
      }))}
      rows={rows.map((row) => shown.map((at) => row[at]?.trim() || null))}
    />
  );
}
