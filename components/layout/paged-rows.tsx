"use client";
import { type QueryKey, useQueries } from "@tanstack/react-query";
import { type ReactNode, useCallback, useState } from "react";
import { FailureBanner } from "@/components/layout/query-panel";
import { Section } from "@/components/layout/section";
import { Field } from "@/components/ui/field";
import { NumberField } from "@/components/ui/input";
import { RecordGrid } from "@/components/ui/record-grid";
import type { RecordColumn } from "@/components/ui/record-row";
import { formatNumber } from "@/lib/domain/format";
import { common } from "@/lib/words/common";

/** Of one question: rows of a usual table, and cells of a wide one, whose pages have fewer rows. */
const PAGE_ROWS = 200;
const PAGE_CELLS = 50_000;
/** More than are in sight, so that at most two or three pages are. */
const LEAST_ROWS = 40;

const pageRows = (columns: number): number =>
  Math.max(LEAST_ROWS, Math.min(PAGE_ROWS, Math.floor(PAGE_CELLS / columns)));

/** A row of the table, with its number from 1. */
export interface PagedRow {
  readonly number: number;
  readonly cells: readonly (string | null)[];
}

export interface PagedRowsProps {
  readonly title: string;
  readonly columns: readonly RecordColumn[];
  readonly count: number;
  /** Names the rows in the cache; other rows, another key. */
  readonly queryKey: QueryKey;
  /** Reads rows `offset` (0-based) up to `limit` of them. */
  readonly load: (
    offset: number,
    limit: number,
    signal: AbortSignal,
  ) => Promise<readonly PagedRow[]>;
  /** Said beside the title in place of how many rows there are. */
  readonly aside?: string;
  /** The row to begin at, as a link names it; 1-based. */
  readonly startAt?: string;
  /** What chooses among the rows, beside where one goes to a row. */
  readonly filter?: ReactNode;
  /** Rows are left out, so that one cannot go to a row by its number. */
  readonly isFiltered?: boolean;
}

/** A table of any length: pages are read when they come into sight, and any row can be gone to. */
export function PagedRows(props: PagedRowsProps) {
  const { title, columns, count, aside, startAt = "", isFiltered = false } = props;
  const [typed, setTyped] = useState(startAt);
  const { rowAt, onView, failed } = usePages(props);
  const row = /^\d{1,12}$/.test(typed.trim()) ? Number(typed) : 0;
  const isRow = !isFiltered && row >= 1 && row <= count;
  return (
    <Section title={title} aside={aside ?? common.table.rows(formatNumber(count))}>
      <div className="mb-3 flex flex-wrap items-end gap-x-5 gap-y-3">
        {isFiltered ? null : (
          <div className="w-40">
            <Field
              label={common.table.goTo}
              {...(typed === "" || isRow
                ? {}
                : { error: common.table.goToProblem(formatNumber(count)) })}
            >
              <NumberField
                integer
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            </Field>
          </div>
        )}
        {props.filter}
      </div>
      {failed ? <FailureBanner error={failed.error} retry={() => void failed.refetch()} /> : null}
      <RecordGrid
        // Other rows: the table begins at its head again.
        key={String(isFiltered)}
        label={title}
        columns={columns}
        count={count}
        rowAt={(index) => rowAt(index)?.cells}
        {...(isFiltered ? { numberAt: (index: number) => rowAt(index)?.number } : {})}
        onView={onView}
        {...(isRow ? { at: row } : {})}
      />
    </Section>
  );
}

/** The pages in sight. One that leaves it before it was read is given up. */
function usePages({ count, columns, queryKey, load }: PagedRowsProps) {
  const size = pageRows(columns.length);
  const [view, setView] = useState({ first: 0, end: 1 });
  const onView = useCallback((first: number, end: number) => setView({ first, end }), []);
  const from = Math.floor(view.first / size);
  const to = Math.min(Math.ceil(count / size), Math.ceil(view.end / size));
  const queries = useQueries({
    queries: Array.from({ length: Math.max(0, to - from) }, (_, at) => ({
      queryKey: [...queryKey, (from + at) * size],
      queryFn: ({ signal }: { signal: AbortSignal }) => load((from + at) * size, size, signal),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const rowAt = (index: number): PagedRow | undefined =>
    queries[Math.floor(index / size) - from]?.data?.[index % size];
  const failed = queries.find(({ error }) => error !== null);
  return {
    rowAt,
    onView,
    failed: failed?.error ? { error: failed.error, refetch: failed.refetch } : null,
  };
}
