import type { TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { toNumber } from "@/lib/domain/column-types";
import { bestOf } from "@/lib/domain/metric-direction";
import { byImportance } from "@/lib/domain/metric-importance";

/** The best of some jobs, by the metric that says most of new data. */
export interface BestJob {
  readonly job: TrainingJobSummary;
  readonly metric: string;
  readonly value: number;
}

const valueIn = ({ finalMetrics }: TrainingJobSummary, metric: string): number | null =>
  finalMetrics.find(({ name }) => name === metric)?.value ?? null;

/** Null where nothing can be compared: jobs on different data are not better or worse. */
export function bestJob(jobs: readonly TrainingJobSummary[]): BestJob | null {
  const [metric] = byImportance([
    ...new Set(jobs.flatMap(({ finalMetrics }) => finalMetrics.map(({ name }) => name))),
  ]);
  if (metric === undefined) return null;
  const measured = jobs.flatMap((job) => {
    const value = valueIn(job, metric);
    return value === null ? [] : [{ job, metric, value }];
  });
  const sets = new Set(measured.map(({ job }) => job.dataset));
  if (measured.length < 2 || sets.size !== 1 || sets.has(null)) return null;
  return bestOf(metric, measured, ({ value }) => value) ?? null;
}

/** The number a job was given for a hyperparameter; null where it was given none. */
export function givenNumber(job: TrainingJobSummary, name: string): number | null {
  const text = job.hyperparameters[name];
  return text === undefined ? null : toNumber(text);
}
