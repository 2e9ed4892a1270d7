"use client";
import { useQuery } from "@tanstack/react-query";
import { Sparkline } from "@/components/charts/sparkline";
import { useTarget } from "@/lib/client/target-context";
import { trainingJobs } from "@/lib/client/training-jobs";
import type { TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { formatMetric } from "@/lib/domain/format";
import { jobListWords as words } from "@/lib/words/training-job-list";
import { type JobColumn, METRIC_COLUMN } from "./job-columns";

/** One question holds no more. */
const MOST_JOBS = 100;

interface Shown {
  readonly columns: readonly JobColumn[];
  /** What the lines are of, and their one scale; null where there is none. */
  readonly note: string | null;
}

/** The columns, with the course of the first metric beside its last value. */
export function useCurveColumn(
  rows: readonly TrainingJobSummary[],
  columns: readonly JobColumn[],
): Shown {
  const at = columns.findIndex(({ id }) => id.startsWith(METRIC_COLUMN));
  const metric = columns[at]?.id.slice(METRIC_COLUMN.length) ?? null;
  const jobs = rows.flatMap(({ name, createdAt, startedAt, endedAt, finalMetrics }) =>
    endedAt !== null && finalMetrics.some((one) => one.name === metric)
      ? [{ name, startedAt: startedAt ?? createdAt, endedAt }]
      : [],
  );
  const body = { metric: metric ?? "", jobs: jobs.slice(0, MOST_JOBS) };
  const { data, error } = useQuery(trainingJobs.curves(useTarget(), body));
  if (error) return { columns, note: words.noCurves(error.message) };
  const curves = new Map(
    Object.entries(data?.curves ?? {}).filter(([, values]) => values.length > 1),
  );
  if (curves.size === 0 || metric === null) return { columns, note: null };
  const all = [...curves.values()].flat();
  const scale = {
    min: all.reduce((least, value) => Math.min(least, value)),
    max: all.reduce((most, value) => Math.max(most, value)),
  };
  const column: JobColumn = {
    id: "curve",
    label: words.curve,
    head: words.curve,
    card: "hide",
    cell: ({ name }) => {
      const values = curves.get(name);
      return values ? <Sparkline values={values} width={84} {...scale} /> : null;
    },
  };
  return {
    columns: columns.toSpliced(at + 1, 0, column),
    note: words.curveNote(metric, formatMetric(scale.min), formatMetric(scale.max)),
  };
}
