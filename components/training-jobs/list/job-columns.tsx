import { Age } from "@/components/layout/age";
import { Since } from "@/components/layout/since";
import type { Column } from "@/components/ui/data-table";
import { StatusLabel } from "@/components/ui/status-label";
import { Tag } from "@/components/ui/tag";
import type { TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { cut, formatDuration, formatMetric } from "@/lib/domain/format";
import { bestOf, betterValue } from "@/lib/domain/metric-direction";
import { byImportance } from "@/lib/domain/metric-importance";
import { jobWord } from "@/lib/domain/training-jobs";
import { jobListWords as listWords } from "@/lib/words/training-job-list";
import { jobWords as words } from "@/lib/words/training-jobs";

export interface JobColumn extends Column<TrainingJobSummary> {
  /** As it is offered to be chosen. */
  readonly label: string;
  /** Without it a row says nothing. */
  readonly isFixed?: boolean;
}

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
    label: words.columns.status,
    isFixed: true,
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
    label: words.columns.name,
    isFixed: true,
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
    label: words.columns.dataset,
    head: words.columns.dataset,
    cardLabel: words.columns.dataset,
    cell: ({ dataset }) => dataset,
  },
  {
    id: "image",
    label: words.columns.image,
    head: words.columns.image,
    card: "hide",
    cell: ({ imageName }) => (imageName ? <code>{imageName}</code> : null),
  },
  {
    id: "duration",
    label: words.columns.duration,
    head: words.columns.duration,
    align: "end",
    card: "figure",
    cell: (job) => <Duration job={job} />,
  },
  {
    id: "created",
    label: words.columns.created,
    head: words.columns.created,
    align: "end",
    sortable: true,
    cardLabel: words.columns.created,
    cell: ({ createdAt }) => <Age time={createdAt} />,
  },
];

const finalValue = (job: TrainingJobSummary, metric: string) =>
  job.finalMetrics.find(({ name }) => name === metric)?.value;

/** Before the metric in the id of its column; the API sorts by the same name. */
export const METRIC_COLUMN = "metric:";

/** A column of one final metric, its best value among the rows in bold. */
function metricColumn(metric: string, jobs: readonly TrainingJobSummary[]): JobColumn {
  const values = jobs.flatMap((job) => finalValue(job, metric) ?? []);
  const best = values.length > 1 ? bestOf(metric, values, (value) => value) : undefined;
  return {
    id: `${METRIC_COLUMN}${metric}`,
    label: metric,
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

/** Characters; a value may have 2,500 of them, and the list is read by the others. */
const HYPERPARAMETER = 24;

const hyperparameterColumn = (name: string): JobColumn => ({
  id: `hp.${name}`,
  label: name,
  head: <code>{name}</code>,
  align: "end",
  card: "hide",
  cell: ({ hyperparameters }) => {
    const value = Object.hasOwn(hyperparameters, name) ? (hyperparameters[name] ?? "") : "";
    return <span title={value}>{cut(value, HYPERPARAMETER)}</span>;
  },
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
function varied(jobs: readonly TrainingJobSummary[]): string[] {
  const values = new Map<string, Set<string>>();
  const entries = jobs.flatMap(({ hyperparameters }) => Object.entries(hyperparameters));
  for (const [name, value] of entries) values.set(name, (values.get(name) ?? new Set()).add(value));
  const names = entries.map(([name]) => name).filter((name) => (values.get(name)?.size ?? 0) > 1);
  return frequent(names, HYPERPARAMETERS);
}

/** What Trainyard and AWS note in tags is told elsewhere. */
const isOwnTag = (key: string): boolean => /^(trainyard|aws|sagemaker):/.test(key);
const tagsOf = ({ tags }: TrainingJobSummary) =>
  Object.entries(tags).filter(([key]) => !isOwnTag(key));

const TAGS = 2;

const TAG_COLUMN: JobColumn = {
  id: "tags",
  label: listWords.tags,
  head: listWords.tags,
  card: "full",
  cell: (job) => {
    const tags = tagsOf(job);
    if (tags.length === 0) return null;
    return (
      <span
        className="inline-flex flex-wrap gap-1"
        title={tags.map((tag) => tag.join("=")).join(", ")}
      >
        {tags.slice(0, TAGS).map(([key, value]) => (
          <Tag key={key}>{value === "" ? key : `${key} ${cut(value, HYPERPARAMETER)}`}</Tag>
        ))}
        {tags.length > TAGS ? <span>{listWords.moreTags(tags.length - TAGS)}</span> : null}
      </span>
    );
  },
};

export interface JobColumns {
  readonly all: readonly JobColumn[];
  readonly shown: readonly JobColumn[];
}

/** Unless somebody chose: the metrics most jobs have, and the hyperparameters that differ. */
function usual(jobs: readonly TrainingJobSummary[]): Set<string> {
  const names = jobs.flatMap((job) => job.finalMetrics.map(({ name }) => name));
  return new Set([
    ...frequent(byImportance(names), METRICS).map((name) => `metric:${name}`),
    ...varied(jobs).map((name) => `hp.${name}`),
    // A dataset's jobs mostly run one image; who compares images chooses the column.
    ...[...AFTER, TAG_COLUMN].map(({ id }) => id).filter((id) => id !== "image"),
  ]);
}

/**
 * The columns that a list of jobs can have, and those it shows.
 * @param sortedBy the metric the list is ordered by, which is always shown
 * @param chosen ids of columns; null for the usual ones
 */
export function jobColumns(
  jobs: readonly TrainingJobSummary[],
  sortedBy: string | null,
  chosen: readonly string[] | null,
): JobColumns {
  const listed = jobs.flatMap((job) => job.finalMetrics.map(({ name }) => name));
  const metrics = [...new Set(byImportance([...listed, ...(sortedBy === null ? [] : [sortedBy])]))];
  const parameters = [...new Set(jobs.flatMap((job) => Object.keys(job.hyperparameters)))].sort();
  const all = [
    ...BEFORE,
    ...metrics.map((metric) => metricColumn(metric, jobs)),
    ...parameters.map(hyperparameterColumn),
    ...AFTER.slice(0, -1),
    ...(jobs.some((job) => tagsOf(job).length > 0) ? [TAG_COLUMN] : []),
    ...AFTER.slice(-1),
  ];
  const wanted = chosen === null ? usual(jobs) : new Set(chosen);
  const shown = all.filter(
    ({ id, isFixed }) => isFixed || wanted.has(id) || id === `metric:${sortedBy}`,
  );
  return { all, shown };
}
