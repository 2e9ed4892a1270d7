"use client";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { MoreRows } from "@/components/layout/more-rows";
import { QueryPanel } from "@/components/layout/query-panel";
import { LinkButton } from "@/components/ui/button";
import type { Sort } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { TrainingJobListQuery, TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { jobWords as words } from "@/lib/words/training-jobs";
import { JobFilter } from "./job-filter";
import { JobList } from "./job-list";
import { SelectionBar } from "./selection-bar";
import { useSelection } from "./use-selection";

type Filter = Pick<TrainingJobListQuery, "q" | "sort">;

const NEWEST = "-created";

const sortOf = (sort = NEWEST): Sort => ({
  column: sort.replace(/^-/, ""),
  direction: sort.startsWith("-") ? "descending" : "ascending",
});

export interface JobsPanelProps {
  readonly query: UseInfiniteQueryResult;
  /** What the query has read. */
  readonly rows: readonly TrainingJobSummary[];
  readonly filter: Filter;
}

/** The jobs that fit the filter, and what can be done with those that are selected. */
export function JobsPanel({ query, rows, filter }: JobsPanelProps) {
  const target = useTarget();
  const router = useRouter();
  const sel = useSearchParams().get("sel") ?? undefined;
  // Above the panel: it outlives the reading of another filter's jobs.
  const { selection, column, clear } = useSelection(rows);
  const listed = rows.filter(({ name }) => selection.has(name)).length;
  const isFiltered = Boolean(filter.q);
  const go = (next: Filter) =>
    router.replace(href.trainingJobs(target, { ...filter, ...next, sel }), { scroll: false });
  return (
    <>
      {rows.length > 0 || isFiltered ? (
        <JobFilter q={filter.q ?? ""} sort={filter.sort} jobs={rows} onChange={(q) => go({ q })} />
      ) : null}
      <QueryPanel query={query} rows={8}>
        {() => (
          <JobList
            rows={rows}
            filter={filter}
            sort={sortOf(filter.sort)}
            onSort={(by) => go({ sort: `${by.direction === "descending" ? "-" : ""}${by.column}` })}
            selecting={column}
            nothing={<Nothing isFiltered={isFiltered} />}
          />
        )}
      </QueryPanel>
      <MoreRows query={query} />
      {selection.size > 0 ? (
        <SelectionBar selection={selection} outside={selection.size - listed} onClear={clear} />
      ) : null}
    </>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  const target = useTarget();
  if (!isFiltered) return <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>;
  return (
    <EmptyState
      title={words.noMatch}
      actions={<LinkButton href={href.trainingJobs(target)}>{words.clear}</LinkButton>}
    >
      {words.noMatchText}
    </EmptyState>
  );
}
