"use client";
import { FilterBar, type FilterOption } from "@/components/ui/filter-bar";
import { Tabs } from "@/components/ui/tabs";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { QUERY_FIELDS, readToken } from "@/lib/domain/job-query";
import { byImportance } from "@/lib/domain/metric-importance";
import { TRAINING_JOB_STATUSES } from "@/lib/domain/training-jobs";
import { jobWords as words } from "@/lib/words/training-jobs";

const VIEWS = [
  { id: "all", q: "", label: words.views.all },
  { id: "running", q: "status:InProgress", label: words.views.running },
  { id: "failed", q: "status:Failed", label: words.views.failed },
] as const;

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

const SHOWN_OPTIONS = 12;

/** What a half typed word may become: a field and its values, a metric, a hyperparameter. */
function completions(word: string, jobs: readonly TrainingJobSummary[]): readonly FilterOption[] {
  const known = vocabularyOf(jobs);
  const [field = ""] = word.split(":");
  const values = QUERY_FIELDS.find((name) => word === `${name}:` || word.startsWith(`${name}:`));
  const all: FilterOption[] =
    values === undefined
      ? [
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
        ]
      : known[values].map((value) => ({ text: `${field}:${value}` }));
  const wanted = word.toLowerCase();
  return all
    .filter(({ text }) => text.toLowerCase().includes(wanted) && text !== word)
    .slice(0, SHOWN_OPTIONS);
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
    <div className="mb-4 grid gap-2">
      <Tabs
        quiet
        label={words.views.label}
        current={VIEWS.find((view) => view.q === q)?.id ?? ""}
        tabs={VIEWS.map((view) => ({
          id: view.id,
          label: view.label,
          href: href.trainingJobs(target, { q: view.q, sort }),
        }))}
      />
      <FilterBar
        label={words.filter}
        placeholder={words.filterHint}
        value={q}
        onChange={onChange}
        read={readToken}
        complete={(word) => completions(word, jobs)}
      />
    </div>
  );
}
