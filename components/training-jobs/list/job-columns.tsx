import { Age } from "@/components/layout/age";
import { Since } from "@/components/layout/since";
import type { Column } from "@/components/ui/data-table";
import { StatusLabel } from "@/components/ui/status-label";
import type { TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { formatDuration, formatMetric } from "@/lib/domain/format";
import { bestOf, betterValue } from "@/lib/domain/metric-direction";
import { byImportance } from "@/lib/domain/metric-importance";
import { jobWord } from "@/lib/domain/training-jobs";
import { jobWords as words } from "@/lib/words/training-jobs";

type JobColumn = Column<TrainingJobSummary>;

/** How long the job took from its creation; it goes on while the job does. */
function Duration({ job }: { readonly job: TrainingJobSummary }) {
  if (job.endedAt) {
    return formatDuration(Date.parse(job.endedAt) - Date.parse(job.createdAt));
  }
  return job.kind === "moving" ? <Since time={job.createdAt} /> : null;
}

const BEFORE: readonly JobColumn[] = [
  {
    id: "status",
    head: words.columns.status,
    sortable: true,
    card: "state",
    width: "150px",
    cell: (job) => (
      <span title={job.failureReason ?? undefined}>
        <StatusLabel kind={job.kind}>{jobWord(job)}</StatusLabel>
      </span>
    ),
  },
  {
    id: "name",
    head: words.columns.name,
    sortable: true,
    sortsFirst: "ascending",
    link: true,
    card: "title",
    cell: ({ name }) => <code>{name}</code>,
  },
];

const AFTER: readonly JobColumn[] = [
  {
    id: "dataset",
    head: words.columns.dataset,
    cardLabel: words.columns.dataset,
    cell: ({ dataset }) => dataset,
  },
  {
    id: "image",
    head: words.columns.image,
    card: "hide",
    cell: ({ imageName }) => (imageName ? <code>{imageName}</code> : null),
  },
  {
    id: "duration",
    head: words.columns.duration,
    align: "end",
    card: "figure",
    cell: (job) => <Duration job={job} />,
  },
  {
    id: "created",
    head: words.columns.created,
    align: "end",
    sortable: true,
    cardLabel: words.columns.created,
    cell: ({ createdAt }) => <Age time={createdAt} />,
  },
];

const finalValue = (job: TrainingJobSummary, metric: string) =>
  job.finalMetrics.find(({ name }) => name === metric)?.value;

/** A column of one final metric, its best value among the rows in bold. */
function metricColumn(metric: string, jobs: readonly TrainingJobSummary[]): JobColumn {
  const values = jobs.flatMap((job) => finalValue(job, metric) ?? []);
  const best = values.length > 1 ? bestOf(metric, values, (value) => value) : undefined;
  return {
    id: `metric:${metric}`,
    head: <code>{metric}</code>,
    align: "end",
    sortable: true,
    sortsFirst: betterValue(metric) === "lower" ? "ascending" : "descending",
    card: "full",
    cardLabel: metric,
    cell: (job) => {
      const value = finalValue(job, metric);
      if (value === undefined) return null;
      if (value === null) return "NaN";
      return value === best ? (
        <b className="font-semibold">{formatMetric(value)}</b>
      ) : (
        formatMetric(value)
      );
    },
  };
}

const hyperparameterColumn = (name: string): JobColumn => ({
  id: `hp.${name}`,
  head: <code>{name}</code>,
  align: "end",
  card: "hide",
  cell: ({ hyperparameters }) => hyperparameters[name] ?? null,
});

/** The most frequent first, at most `limit`. */
function frequent(names: readonly string[], limit: number): string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.slice(0, limit).map(([name]) => name);
}

const METRICS = 2;
const HYPERPARAMETERS = 2;

/** Names of hyperparameters that were set differently: what the jobs are told apart by. */
export function varied(jobs: readonly TrainingJobSummary[]): string[] {
  const values = new Map<string, Set<string>>();
  const entries = jobs.flatMap(({ hyperparameters }) => Object.entries(hyperparameters));
  for (const [name, value] of entries) values.set(name, (values.get(name) ?? new Set()).add(value));
  const names = entries.map(([name]) => name).filter((name) => (values.get(name)?.size ?? 0) > 1);
  return frequent(names, HYPERPARAMETERS);
}

/**
 * The columns of a list of jobs: the metrics most of them have, and the hyperparameters that
 * differ between them.
 * @param sortedBy the metric the list is ordered by, which is always shown
 */
export function jobColumns(
  jobs: readonly TrainingJobSummary[],
  sortedBy: string | null,
): readonly JobColumn[] {
  const names = byImportance([...jobs.flatMap((job) => job.finalMetrics.map(({ name }) => name))]);
  const metrics = frequent(names, METRICS);
  const shown =
    sortedBy === null || metrics.includes(sortedBy)
      ? metrics
      : [sortedBy, ...metrics].slice(0, METRICS);
  return [
    ...BEFORE,
    ...shown.map((metric) => metricColumn(metric, jobs)),
    ...varied(jobs).map(hyperparameterColumn),
    ...AFTER,
  ];
}
