"use client";
import { ListFilter } from "@/components/layout/list-filter";
import type { FilterOption } from "@/components/ui/filter-bar";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { QUERY_FIELDS, readToken } from "@/lib/domain/job-query";
import { byImportance } from "@/lib/domain/metric-importance";
import { TRAINING_JOB_STATUSES } from "@/lib/domain/training-jobs";
import { jobWords as words } from "@/lib/words/training-jobs";

const VIEWS = [
  { q: "", label: words.views.all },
  { q: "status:InProgress", label: words.views.running },
  { q: "status:Failed", label: words.views.failed },
];

/** What the jobs that are here can be told apart by. */
function vocabularyOf(jobs: readonly TrainingJobSummary[]) {
  const each = (read: (job: TrainingJobSummary) => readonly (string | null)[]) =>
    [...new Set(jobs.flatMap(read))].filter((value) => value !== null);
  return {
    status: TRAINING_JOB_STATUSES.filter((status) => status !== "Deleting"),
    image: each(({ imageName }) => [imageName]),
    dataset: each(({ dataset }) => [dataset]),
    metrics: byImportance(each(({ finalMetrics }) => finalMetrics.map(({ name }) => name))),
    hyperparameters: each(({ hyperparameters }) => Object.keys(hyperparameters)),
  };
}

/** What a half typed word may become: a field and its values, a metric, a hyperparameter. */
function completions(word: string, jobs: readonly TrainingJobSummary[]): readonly FilterOption[] {
  const known = vocabularyOf(jobs);
  const [field = ""] = word.split(":");
  const values = QUERY_FIELDS.find((name) => word === `${name}:` || word.startsWith(`${name}:`));
  if (values !== undefined) return known[values].map((value) => ({ text: `${field}:${value}` }));
  return [
    ...QUERY_FIELDS.map((name) => ({
      text: `${name}:`,
      detail: words.fields[name],
      isOpen: true,
    })),
    ...known.metrics.map((name) => ({
      text: `${name}<`,
      detail: words.fields.metric,
      isOpen: true,
    })),
    ...known.hyperparameters.map((name) => ({
      text: `hp.${name}=`,
      detail: words.fields.hyperparameter,
      isOpen: true,
    })),
  ];
}

export interface JobFilterProps {
  readonly q: string;
  readonly sort: string | undefined;
  /** The jobs that are listed now. */
  readonly jobs: readonly TrainingJobSummary[];
  readonly onChange: (q: string) => void;
}

/** Finds by name, state, image, dataset, metrics and hyperparameters; all of it stands in the URL. */
export function JobFilter({ q, sort, jobs, onChange }: JobFilterProps) {
  const target = useTarget();
  return (
    <ListFilter
      views={{
        list: "training-jobs",
        label: words.views.label,
        views: VIEWS,
        state: { q, sort },
        hrefOf: (state) => href.trainingJobs(target, state),
      }}
      label={words.filter}
      placeholder={words.filterHint}
      value={q}
      onChange={onChange}
      read={readToken}
      complete={(word) => completions(word, jobs)}
    />
  );
}
