"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { QueryPanel } from "@/components/layout/query-panel";
import { Section } from "@/components/layout/section";
import { type Column, DataTable } from "@/components/ui/data-table";
import type { RowFault } from "@/lib/client/scoring/results";
import { formatNumber } from "@/lib/domain/format";
import { namedCell } from "@/lib/domain/named-rows";
import { scoringWords as words } from "@/lib/words/scoring";
import { type ScoredView, stemOf } from "./scored-view";

interface FailedRow extends RowFault {
  /** The cell that the answer names. */
  readonly column: string;
  readonly value: string;
}

/** More are in the file of failed rows. */
const SHOWN = 50;

/** The first faults, each with the cell it speaks of. */
async function failedRows({ results, columns }: ScoredView): Promise<FailedRow[]> {
  const names = columns.map(({ name }) => name);
  return Promise.all(
    results.firstFaults(SHOWN).map(async (fault) => {
      const [row] = fault.rows.length === 1 ? await results.rows(fault.rows[0] ?? 0, 1) : [];
      const cell = row ? namedCell(fault.message, names, row.cells) : null;
      return { ...fault, column: cell?.column ?? "", value: cell?.value ?? "" };
    }),
  );
}

const COLUMNS: readonly Column<FailedRow>[] = [
  {
    id: "row",
    head: words.failedHead.row,
    align: "end",
    card: "title",
    cell: ({ rows }) =>
      words.between(
        formatNumber(rows[0] ?? 0),
        formatNumber(rows.at(-1) ?? 0),
        formatNumber(rows.length),
      ),
  },
  {
    id: "why",
    head: words.failedHead.why,
    wrap: true,
    card: "full",
    cell: ({ message }) => (
      <code className="whitespace-pre-wrap break-words text-fail">{message}</code>
    ),
  },
  {
    id: "column",
    head: words.failedHead.column,
    cardLabel: words.failedHead.column,
    cell: ({ column }) => <code>{column}</code>,
  },
  {
    id: "value",
    head: words.failedHead.value,
    cardLabel: words.failedHead.value,
    cell: ({ value }) => <code>{value}</code>,
  },
];

export interface FailedRowsProps {
  readonly view: ScoredView;
  readonly failed: number;
  readonly file: string;
  /** What can be done with them. */
  readonly children?: ReactNode;
}

/** The rows that failed, with the container's own words; rows count as in the file. */
export function FailedRows({ view, failed, file, children }: FailedRowsProps) {
  const id = useId();
  const query = useQuery({
    // While a run goes on, the list is read again only until it is full.
    queryKey: ["failed-rows", id, Math.min(failed, SHOWN)],
    queryFn: () => failedRows(view),
    enabled: failed > 0,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (failed === 0) return null;
  return (
    <Section title={words.failedRows} aside={words.failedAside}>
      <QueryPanel query={query} rows={3}>
        {(rows) => (
          <>
            <DataTable
              label={words.failedRows}
              columns={COLUMNS}
              rows={rows}
              rowKey={({ rows: [first] }) => String(first)}
            />
            <Remark shown={rows} failed={failed} file={file} />
          </>
        )}
      </QueryPanel>
      {children ? <div className="mt-3">{children}</div> : null}
    </Section>
  );
}

interface RemarkProps {
  readonly shown: readonly FailedRow[];
  readonly failed: number;
  readonly file: string;
}

function Remark({ shown, failed, file }: RemarkProps) {
  const more = failed - shown.reduce((sum, { rows }) => sum + rows.length, 0);
  return (
    <p className="mt-2 text-ink-3 text-xs">
      {more > 0 ? `${words.moreFailed(formatNumber(more))} ` : ""}
      {words.failedFile(words.failedFileName(stemOf(file)))}
    </p>
  );
}
