import { nameFrom } from "../arn.ts";
import type { TrainingJob } from "../records.ts";
import type { TuningDeps } from "./deps.ts";
import { stopActive, takeSteps } from "./steps.ts";
import { type Ending, isOver, type TuningJob } from "./tuning-job.ts";

export interface TuningSupervisor {
  /** Begins an inserted tuning job. */
  submit(name: string): void;
  /** Launches nothing more, and stops what runs. */
  stop(name: string): void;
  /** A training job has changed. */
  noticed(job: TrainingJob): void;
  /** Goes on with what an earlier engine began. */
  recover(): void;
  /** Launches nothing more; settles when no step is being taken. */
  shutdown(): Promise<void>;
}

const RETRY_MS = 5000;

/** Takes each tuning job step by step, at every change of one of its training jobs. */
export function createTuningSupervisor(deps: TuningDeps): TuningSupervisor {
  const { tunings, timers, log } = deps;
  const turns = new Map<string, Promise<void>>();
  const again = new Set<string>();
  let isShuttingDown = false;

  /** One turn at a time for each job; changes meanwhile are looked at in one more. */
  const wake = (name: string) => {
    if (isShuttingDown) return;
    if (turns.has(name)) {
      again.add(name);
      return;
    }
    const turn = takeSteps(deps, name, () => isShuttingDown)
      .catch((error: Error) => {
        log(`Tuning job ${name}: ${error.stack ?? error.message}`);
        // As on a full disk: it may be possible a little later.
        timers.after(RETRY_MS, () => wake(name));
      })
      .finally(() => {
        turns.delete(name);
        if (again.delete(name)) wake(name);
      });
    turns.set(name, turn);
  };

  const begin = (job: TuningJob) => {
    wake(job.name);
    const most = job.request.HyperParameterTuningJobConfig?.ResourceLimits?.MaxRuntimeInSeconds;
    if (most === undefined) return;
    const left = job.createdAt.getTime() + most * 1000 - deps.clock.now().getTime();
    timers.after(Math.max(0, left), () => wake(job.name));
  };

  return {
    submit(name) {
      const job = tunings.get(name);
      if (job) begin(job);
    },
    stop(name) {
      const ending: Ending = { status: "Stopped" };
      const now = deps.clock.now();
      tunings.update(name, (job) => ({ ...job, status: "Stopping", modifiedAt: now, ending }));
      stopActive(deps, name);
      wake(name);
    },
    noticed({ tuningJobArn }) {
      if (tuningJobArn !== undefined) wake(nameFrom(tuningJobArn));
    },
    recover() {
      for (const job of tunings.all()) if (!isOver(job)) begin(job);
    },
    async shutdown() {
      isShuttingDown = true;
      await Promise.all(turns.values());
    },
  };
}
