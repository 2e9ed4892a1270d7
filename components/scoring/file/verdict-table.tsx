"use client";
import { Section } from "@/components/layout/section";
import { type Column, DataTable } from "@/components/ui/data-table";
import { StatusLabel } from "@/components/ui/status-label";
import type { ModelSchema } from "@/lib/contracts/model-files";
import type { CsvSample } from "@/lib/domain/csv-sample";
import { formatNumber } from "@/lib/domain/format";
import type { SchemaCheck } from "@/lib/domain/schema-check";
import { scoringWords as words } from "@/lib/words/scoring";
import { type VerdictRow, verdictRows } from "./verdict-rows";

const place = (at: number | null) => (at === null ? null : String(at + 1));

const COLUMNS: readonly Column<VerdictRow>[] = [
  {
    id: "training",
    head: words.head.training,
    align: "end",
    cardLabel: words.head.training,
    cell: ({ trainedAt }) => place(trainedAt),
  },
  {
    id: "file",
    head: words.head.file,
    align: "end",
    cardLabel: words.head.file,
    cell: ({ fileAt }) => place(fileAt),
  },
  {
    id: "column",
    head: words.head.column,
    card: "title",
    cell: ({ name }) => <code>{name}</code>,
  },
  { id: "type", head: words.head.type, cardLabel: words.head.type, cell: ({ type }) => type },
  {
    id: "verdict",
    head: words.head.verdict,
    card: "state",
    cell: ({ kind, verdict }) => <StatusLabel kind={kind}>{verdict}</StatusLabel>,
  },
  {
    id: "difference",
    head: words.head.difference,
    wrap: true,
    card: "full",
    cell: ({ difference }) => difference,
  },
];

export interface VerdictTableProps {
  readonly check: SchemaCheck;
  readonly schema: ModelSchema;
  readonly sample: CsvSample;
  /** Whether the findings rest on all rows of the file. */
  readonly isWhole: boolean;
}

/** Each column of training and file with what becomes of it. */
export function VerdictTable({ check, schema, sample, isWhole }: VerdictTableProps) {
  const rows = formatNumber(check.rows);
  return (
    <Section
      title={words.columns}
      aside={isWhole ? words.checkedAll(rows) : words.checkedRows(rows)}
    >
      <DataTable
        label={words.columns}
        columns={COLUMNS}
        rows={verdictRows(check, schema, sample)}
        rowKey={({ name, fileAt }) => `${name} ${fileAt}`}
      />
    </Section>
  );
}
