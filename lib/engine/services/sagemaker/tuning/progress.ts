import type { HyperParameterTuningJobObjective } from "@aws-sdk/client-sagemaker";
import { definitionsOf } from "./definitions.ts";
import {
  activeOf,
  asLoss,
  type Ending,
  isRetryable,
  type Training,
  type TuningJob,
} from "./tuning-job.ts";

/** Trainings in a row without a value before a tuning job gives up. */
const HOPELESS_AFTER = 5;
/** How often the same hyperparameters are tried after errors of the service. */
const MOST_TRIES = 3;
/** A model that is not better than the best by this share is no improvement. */
const IMPROVEMENT = 0.01;

/** What a tuning job does next; undefined while it only waits. */
export type Step =
  | { readonly kind: "launch" }
  | { readonly kind: "retry"; readonly of: Training }
  | { readonly kind: "end"; readonly ending: Ending }
  | { readonly kind: "close"; readonly ending: Ending };

/**
 * The next step. `used` says that every set of hyperparameters was tried. A job that ends stops what
 * runs, and closes when nothing runs any more.
 */
export function nextStep(job: TuningJob, now: Date, used: boolean): Step | undefined {
  const active = activeOf(job).length;
  const close = (ending: Ending): Step | undefined =>
    active === 0 ? { kind: "close", ending } : undefined;
  if (job.ending) return close(job.ending);
  const early = earlyEnding(job, now);
  if (early) return { kind: "end", ending: early };
  const next = toStart(job, used);
  if (!next) return close(lastEnding(job));
  return active < (limitsOf(job)?.MaxParallelTrainingJobs ?? 1) ? next : undefined;
}

const limitsOf = ({ request }: TuningJob) => request.HyperParameterTuningJobConfig?.ResourceLimits;

/** What is to be started as soon as there is a place; undefined when nothing is left. */
function toStart(job: TuningJob, used: boolean): Step | undefined {
  const retry = toRetry(job);
  if (retry) return { kind: "retry", of: retry };
  const launched = job.trainings.filter(({ retryOf }) => retryOf === undefined).length;
  const isUsed = used || launched >= (limitsOf(job)?.MaxNumberOfTrainingJobs ?? Infinity);
  return isUsed ? undefined : { kind: "launch" };
}

/** A training that failed by no fault of its own, and is not being tried again. */
function toRetry({ trainings }: TuningJob): Training | undefined {
  const again = new Map(trainings.map(({ jobName, retryOf }) => [jobName, retryOf]));
  const tries = (jobName: string): number => {
    const before = again.get(jobName);
    return before === undefined ? 1 : 1 + tries(before);
  };
  const retried = new Set(trainings.map(({ retryOf }) => retryOf));
  return trainings.find(
    ({ jobName, outcome }) =>
      outcome && isRetryable(outcome) && !retried.has(jobName) && tries(jobName) < MOST_TRIES,
  );
}

const SECONDS = 1000;

function earlyEnding(job: TuningJob, now: Date): Ending | undefined {
  const most = limitsOf(job)?.MaxRuntimeInSeconds;
  if (most !== undefined && now.getTime() - job.createdAt.getTime() >= most * SECONDS)
    return lastEnding(job);
  return hopeless(job) ?? (isGoodEnough(job) ? { status: "Completed" } : undefined);
}

function hopeless({ trainings }: TuningJob): Ending | undefined {
  const over = trainings.flatMap(({ outcome }) => (outcome ? [outcome] : []));
  if (over.length < HOPELESS_AFTER || over.some(({ objective }) => objective !== undefined))
    return undefined;
  const failureReason = over.some(({ status }) => status === "Completed")
    ? `No objective metrics found after running ${over.length} training jobs. Please ensure that the custom algorithm is emitting the objective metric as defined by the regular expression provided.`
    : `No training job succeeded after ${over.length} attempts. For additional details, please take a look at the training job failures by listing training jobs for the hyperparameter tuning job.`;
  return { status: "Failed", failureReason };
}

/** How a job ends whose time or trainings are used up. */
function lastEnding({ trainings }: TuningJob): Ending {
  if (trainings.some(({ outcome }) => outcome?.objective !== undefined))
    return { status: "Completed" };
  return {
    status: "Failed",
    failureReason:
      "All training jobs failed. Please look at the training job failures to get more details.",
  };
}

function isGoodEnough(job: TuningJob): boolean {
  const criteria = job.request.HyperParameterTuningJobConfig?.TuningJobCompletionCriteria;
  if (!criteria) return false;
  const most = criteria.BestObjectiveNotImproving?.MaxNumberOfTrainingJobsNotImproving;
  const endsConverged = criteria.ConvergenceDetected?.CompleteOnConvergence === "Enabled";
  return (
    hasReached(job, criteria.TargetObjectiveMetricValue) ||
    notImproving(job) >= (most ?? Infinity) ||
    (endsConverged && hasConverged(job))
  );
}

function hasReached(job: TuningJob, target: number | undefined): boolean {
  const best = bestOf(job);
  const objective = definitionsOf(job.request)[best?.definition ?? 0]?.objective;
  const value = best?.outcome?.objective;
  if (target === undefined || value === undefined || !objective) return false;
  return asLoss(objective, value) <= asLoss(objective, target);
}

/** Trainings over which nothing improved count as convergence from here on. */
const CONVERGED_AFTER = 20;

export const hasConverged = (job: TuningJob): boolean => notImproving(job) >= CONVERGED_AFTER;

/** The training with the best objective so far. */
export function bestOf(job: TuningJob): Training | undefined {
  const lossOf = losses(job);
  return job.trainings
    .filter((training) => lossOf(training) !== undefined)
    .reduce<Training | undefined>(
      (best, training) =>
        best && (lossOf(best) ?? 0) <= (lossOf(training) ?? 0) ? best : training,
      undefined,
    );
}

/** How many trainings ended since the best one improved on those before by more than 1 %. */
export function notImproving(job: TuningJob): number {
  const lossOf = losses(job);
  const values = job.trainings
    .toSorted((a, b) => (a.outcome?.endedAt?.getTime() ?? 0) - (b.outcome?.endedAt?.getTime() ?? 0))
    .flatMap((training) => lossOf(training) ?? []);
  let best = Infinity;
  let since = 0;
  for (const value of values) {
    since += 1;
    if (best !== Infinity && best - value <= IMPROVEMENT * Math.abs(best)) continue;
    best = value;
    since = 0;
  }
  return since;
}

function losses(job: TuningJob): (training: Training) => number | undefined {
  const objectives: readonly HyperParameterTuningJobObjective[] = definitionsOf(job.request).map(
    ({ objective }) => objective,
  );
  return ({ definition, outcome }) => {
    const objective = objectives[definition];
    if (!objective || outcome?.objective === undefined) return undefined;
    return asLoss(objective, outcome.objective);
  };
}
