"use client";
import type { ReactNode } from "react";
import { DataTable, type Sort } from "@/components/ui/data-table";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { TrainingJobListQuery, TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { jobWords as words } from "@/lib/words/training-jobs";
import { type JobColumn, jobColumns } from "./job-columns";
import { JobTools } from "./job-tools";
import { useChosenColumns } from "./use-chosen-columns";

const METRIC = "metric:";

const metricOf = ({ column }: Sort): string | null =>
  column.startsWith(METRIC) ? column.slice(METRIC.length) : null;

export interface JobListProps {
  readonly rows: readonly TrainingJobSummary[];
  readonly filter: Pick<TrainingJobListQuery, "q" | "sort">;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  /** The column that selects jobs. */
  readonly selecting: JobColumn;
  /** Stands in place of the table where no job fits. */
  readonly nothing: ReactNode;
}

/** The jobs, with the columns somebody chose and all of them as a file. */
export function JobList({ rows, filter, sort, onSort, selecting, nothing }: JobListProps) {
  const target = useTarget();
  const { chosen, choose } = useChosenColumns();
  const columns = jobColumns(rows, metricOf(sort), chosen);
  if (rows.length === 0) return nothing;
  return (
    <>
      <JobTools columns={columns} onColumns={choose} filter={filter} />
      <DataTable
        label={words.title}
        columns={[selecting, ...columns.shown]}
        rows={rows}
        rowKey={({ name }) => name}
        href={({ name }) => href.trainingJob(target, name)}
        sort={sort}
        onSort={onSort}
      />
    </>
  );
}
