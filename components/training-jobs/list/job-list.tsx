"use client";
import type { ReactNode } from "react";
import { DataTable, type Sort } from "@/components/ui/data-table";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { TrainingJobListQuery, TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { jobWords as words } from "@/lib/words/training-jobs";
import { type JobColumn, jobColumns, METRIC_COLUMN } from "./job-columns";
import { JobTools } from "./job-tools";
import { useChosenColumns } from "./use-chosen-columns";
import { useCurveColumn } from "./use-curve-column";

const metricOf = ({ column }: Sort): string | null =>
  column.startsWith(METRIC_COLUMN) ? column.slice(METRIC_COLUMN.length) : null;

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
  const shown = useCurveColumn(rows, columns.shown);
  if (rows.length === 0) return nothing;
  return (
    <>
      <JobTools columns={columns} onColumns={choose} filter={filter} />
      <DataTable
        label={words.title}
        columns={[selecting, ...shown.columns]}
        rows={rows}
        rowKey={({ name }) => name}
        href={({ name }) => href.trainingJob(target, name)}
        sort={sort}
        onSort={onSort}
      />
      {shown.note === null ? null : <p className="table-note">{shown.note}</p>}
    </>
  );
}
