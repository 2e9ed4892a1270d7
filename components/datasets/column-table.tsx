import { MiniHistogram } from "@/components/charts/mini-histogram";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Icon } from "@/components/ui/icon";
import { Tag } from "@/components/ui/tag";
import { formatCell, formatNumber, formatShare } from "@/lib/domain/format";
import { findingWords } from "@/lib/words/dataset-findings";
import { profileWords } from "@/lib/words/dataset-profile";
import { datasetPageWords } from "@/lib/words/datasets";
import type { ColumnRow } from "./column-row";

const words = datasetPageWords.column;

const columnsFor = (
  target: string | null,
  flagged: ReadonlySet<string>,
): readonly Column<ColumnRow>[] => [
  { id: "number", head: words.number, align: "end", card: "hide", cell: ({ number }) => number },
  {
    id: "name",
    head: words.name,
    card: "title",
    cell: ({ name }) => (
      <span className="inline-flex max-w-full flex-wrap items-center gap-x-2">
        <code title={name}>{formatCell(name)}</code>
        {flagged.has(name) ? (
          <span className="text-warn">
            <Icon name="partial" label={findingWords.verdict} />
          </span>
        ) : null}
        {name === target ? <Tag tone="accent">{words.target}</Tag> : null}
      </span>
    ),
  },
  { id: "type", head: words.type, card: "state", cell: ({ type }) => type },
  {
    id: "missing",
    head: words.missing,
    align: "end",
    cardLabel: words.missing,
    cell: ({ missing, missingShare }) =>
      missing === 0 ? (
        <span className="text-ink-3">0</span>
      ) : (
        <>
          {formatNumber(missing)}{" "}
          <span className="text-ink-3 text-xs">{formatShare(missingShare, 1)}</span>
        </>
      ),
  },
  {
    id: "distinct",
    head: words.distinct,
    align: "end",
    cardLabel: words.distinct,
    cell: ({ distinct }) => distinct,
  },
  {
    id: "distribution",
    head: words.distribution,
    card: "full",
    cell: ({ bars, name }) =>
      bars === null ? null : <MiniHistogram counts={bars} label={profileWords.bars(name)} />,
  },
  {
    id: "values",
    head: words.values,
    wrap: true,
    card: "full",
    cell: ({ values }) => values,
  },
];

export interface ColumnTableProps {
  readonly rows: readonly ColumnRow[];
  readonly target: string | null;
  /** Columns that a finding names. */
  readonly flagged: ReadonlySet<string>;
}

/** What was found in each column. */
export function ColumnTable({ rows, target, flagged }: ColumnTableProps) {
  return (
    <DataTable
      label={datasetPageWords.columns}
      columns={columnsFor(target, flagged)}
      rows={rows}
      rowKey={({ name }) => name}
    />
  );
}
