import { type Column, DataTable } from "@/components/ui/data-table";
import { Tag } from "@/components/ui/tag";
import type { DatasetDetail } from "@/lib/contracts/datasets";
import { formatMetric, formatNumber } from "@/lib/domain/format";
import { datasetPageWords } from "@/lib/words/datasets";

const words = datasetPageWords.column;

type ColumnSummary = DatasetDetail["columns"][number];

const columnsFor = (target: string | null): readonly Column<ColumnSummary>[] => [
  {
    id: "name",
    head: words.name,
    card: "title",
    cell: ({ name }) => (
      <>
        <code>{name}</code> {name === target ? <Tag tone="accent">{words.target}</Tag> : null}
      </>
    ),
  },
  { id: "type", head: words.type, card: "state", cell: ({ type }) => type },
  {
    id: "missing",
    head: words.missing,
    align: "end",
    cardLabel: words.missing,
    cell: ({ missing }) => (missing === 0 ? null : formatNumber(missing)),
  },
  {
    id: "distinct",
    head: words.distinct,
    align: "end",
    cardLabel: words.distinct,
    cell: ({ distinct }) => formatNumber(distinct),
  },
  {
    id: "range",
    head: words.range,
    cardLabel: words.range,
    cell: ({ min, max }) =>
      min === null || max === null
        ? null
        : datasetPageWords.between(formatMetric(min), formatMetric(max)),
  },
  {
    id: "examples",
    head: words.examples,
    wrap: true,
    card: "full",
    cell: ({ examples, type }) =>
      ["category", "text", "id"].includes(type) ? examples.join(", ") : null,
  },
];

export interface ColumnTableProps {
  readonly columns: readonly ColumnSummary[];
  readonly target: string | null;
}

/** What was found in each column. */
export function ColumnTable({ columns, target }: ColumnTableProps) {
  return (
    <DataTable
      label={datasetPageWords.columns}
      columns={columnsFor(target)}
      rows={columns}
      rowKey={({ name }) => name}
    />
  );
}
