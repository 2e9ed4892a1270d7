"use client";
import type { ReactNode } from "react";
import { DataTable, type Sort } from "@/components/ui/data-table";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { TrainingJobListQuery, TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { jobWords as words } from "@/lib/words/training-jobs";
import { jobColumns } from "./job-columns";
import { JobTools } from "./job-tools";
import { SelectionBar } from "./selection-bar";
import { useChosenColumns } from "./use-chosen-columns";
import { useSelection } from "./use-selection";

const METRIC = "metric:";

const metricOf = ({ column }: Sort): string | null =>
  column.startsWith(METRIC) ? column.slice(METRIC.length) : null;

export interface JobListProps {
  readonly rows: readonly TrainingJobSummary[];
  readonly filter: Pick<TrainingJobListQuery, "q" | "sort">;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  /** Stands in place of the table where no job fits. */
  readonly nothing: ReactNode;
}

/** The jobs with what can be done with many of them. */
export function JobList({ rows, filter, sort, onSort, nothing }: JobListProps) {
  const target = useTarget();
  const { chosen, choose } = useChosenColumns();
  const { selection, column, clear } = useSelection(rows);
  const columns = jobColumns(rows, metricOf(sort), chosen);
  const listed = rows.filter(({ name }) => selection.has(name)).length;
  return (
    <>
      {rows.length === 0 ? (
        nothing
      ) : (
        <>
          <JobTools columns={columns} onColumns={choose} filter={filter} />
          <DataTable
            label={words.title}
            columns={[column, ...columns.shown]}
            rows={rows}
            rowKey={({ name }) => name}
            href={({ name }) => href.trainingJob(target, name)}
            sort={sort}
            onSort={onSort}
          />
        </>
      )}
      {selection.size > 0 ? (
        <SelectionBar selection={selection} outside={selection.size - listed} onClear={clear} />
      ) : null}
    </>
  );
}
