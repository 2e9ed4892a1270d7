"use client";
import { Age } from "@/components/layout/age";
import { LeftOut } from "@/components/layout/left-out";
import { type Column, DataTable } from "@/components/ui/data-table";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { DatasetSummary } from "@/lib/contracts/datasets";
import { formatBytes, formatNumber } from "@/lib/domain/format";
import { datasetWords as words } from "@/lib/words/datasets";
import { GLANCED_ROWS, type ListedDataset, Profile, Rows, Spread } from "./dataset-cells";
import { useUsedBy } from "./use-used-by";

const COLUMNS: readonly Column<ListedDataset>[] = [
  { id: "name", head: words.columns.name, link: true, card: "title", cell: ({ name }) => name },
  {
    id: "files",
    head: words.columns.files,
    align: "end",
    cardLabel: words.columns.files,
    cell: ({ files }) => formatNumber(files),
  },
  {
    id: "rows",
    head: words.columns.rows,
    align: "end",
    cardLabel: words.columns.rows,
    cell: (row) => <Rows row={row} />,
  },
  {
    id: "columns",
    head: words.columns.columns,
    align: "end",
    cardLabel: words.columns.columns,
    cell: ({ columns }) => (columns === null ? null : formatNumber(columns)),
  },
  {
    id: "header",
    head: words.columns.header,
    cardLabel: words.columns.header,
    cell: ({ header }) => (header === null ? null : words.headers[header]),
  },
  {
    id: "target",
    head: words.columns.target,
    cardLabel: words.columns.target,
    cell: ({ target, columns, isReadable }) => {
      if (!isReadable && columns === null) return null;
      if (columns === null) return <span className="text-ink-3">{words.notSet}</span>;
      return target === null ? words.noTarget : <code>{target}</code>;
    },
  },
  {
    id: "spread",
    head: words.columns.spread,
    card: "hide",
    cell: (row) => <Spread row={row} />,
  },
  {
    id: "size",
    head: words.columns.size,
    align: "end",
    card: "figure",
    cell: ({ size }) => formatBytes(size),
  },
  {
    id: "profile",
    head: words.columns.profile,
    cardLabel: words.columns.profile,
    cell: (row) => <Profile row={row} />,
  },
  {
    id: "used-by",
    head: words.columns.usedBy,
    align: "end",
    cardLabel: words.columns.usedBy,
    cell: ({ usedBy }) => usedBy,
  },
  {
    id: "modified",
    head: words.columns.modified,
    align: "end",
    cardLabel: words.columns.modified,
    cell: ({ modifiedAt }) => (modifiedAt ? <Age time={modifiedAt} /> : null),
  },
];

export interface DatasetTableProps {
  readonly rows: readonly DatasetSummary[];
  /** Actions that reading them wanted and did not get: their objects may be listed, and not read. */
  readonly denied: readonly string[];
}

/** Datasets by line, with how far each has come. */
export function DatasetTable({ rows, denied }: DatasetTableProps) {
  const isReadable = denied.length === 0;
  const target = useTarget();
  const usedBy = useUsedBy();
  const listed = rows.map((row, at) => ({
    ...row,
    isReadable,
    isGlanced: isReadable && at < GLANCED_ROWS,
    usedBy: usedBy(row.name),
  }));
  return (
    <>
      <LeftOut denied={denied} />
      <DataTable
        label={words.title}
        columns={COLUMNS}
        rows={listed}
        rowKey={({ name }) => name}
        href={({ name }) => href.dataset(target, name)}
      />
      <p className="mt-2 text-ink-3 text-xs">{words.footnote}</p>
    </>
  );
}
