"use client";
import { Section } from "@/components/layout/section";
import { type Column, DataTable } from "@/components/ui/data-table";
import type { ChunkFailure } from "@/lib/client/scoring/scoring";
import { formatNumber } from "@/lib/domain/format";
import { scoringWords as words } from "@/lib/words/scoring";

const COLUMNS: readonly Column<ChunkFailure>[] = [
  {
    id: "rows",
    head: words.failedHead.rows,
    card: "title",
    cell: ({ chunk: { firstRow, rows } }) =>
      words.between(formatNumber(firstRow), formatNumber(firstRow + rows - 1)),
  },
  {
    id: "why",
    head: words.failedHead.why,
    wrap: true,
    card: "full",
    cell: ({ message }) => <code className="whitespace-pre-wrap break-words">{message}</code>,
  },
];

/** The requests that failed, with the container's own words; rows count as in the file. */
export function FailedRows({ failures }: { readonly failures: readonly ChunkFailure[] }) {
  if (failures.length === 0) return null;
  return (
    <Section title={words.failedRows}>
      <DataTable
        label={words.failedRows}
        columns={COLUMNS}
        rows={failures}
        rowKey={({ chunk }) => String(chunk.index)}
      />
    </Section>
  );
}
