import type { TrainingJob } from "../records.ts";

export const isSpot = ({ request }: TrainingJob): boolean =>
  request.EnableManagedSpotTraining ?? false;

/** Whether RetryStrategy lets a job that failed by no fault of its own run once more. */
export const mayRetry = ({ request, restarts = 0 }: TrainingJob): boolean =>
  restarts < (request.RetryStrategy?.MaximumRetryAttempts ?? 0);

/** Milliseconds that a job's containers have run in all, including those that run at `now`. */
export const ranMs = ({ ranBeforeMs = 0, runningSince }: TrainingJob, now: Date): number =>
  ranBeforeMs + (runningSince ? now.getTime() - runningSince.getTime() : 0);

/** The job without the containers that it had. */
export function withoutContainers(job: TrainingJob, now: Date): TrainingJob {
  const { runningSince: _since, containers: _containers, leftovers: _left, ...rest } = job;
  return { ...rest, ranBeforeMs: ranMs(job, now) };
}
