import type { TrainingJob } from "../records.ts";
import { runTrainingJob } from "./run.ts";
import { createRunControl, type RunControl } from "./run-control.ts";
import { ENGINE_STOPPED, type TrainingDeps } from "./training-run.ts";
import { isOver, MESSAGES, withTransition } from "./transitions.ts";

export interface TrainingExecutor {
  /** Runs an inserted job as soon as the machine has room for it. */
  submit(name: string): void;
  /** Asks a job that is not over to end. */
  stop(name: string): void;
  /** The containers that an engine that was killed left, and that jobs can go on in. */
  containers(): ReadonlySet<string>;
  /** What it left of jobs: those that waited run, those with a container go on, others are Failed. */
  recover(): void;
  /** Ends every running job; settles when all containers are gone. */
  shutdown(): Promise<void>;
}

const RETRY_MS = 5000;

/** Runs at most `concurrency` jobs at a time, the others wait in order. */
export function createTrainingExecutor(
  deps: TrainingDeps & { readonly concurrency: number },
): TrainingExecutor {
  const { jobs, clock, timers, concurrency, log } = deps;
  const running = new Map<string, { control: RunControl; done: Promise<void> }>();
  const queue: string[] = [];
  let isShuttingDown = false;

  const move =
    (...[status, message, patch]: Transition) =>
    (job: TrainingJob) => ({
      ...withTransition(job, clock.now(), status, message),
      ...patch,
    });

  /** For an end that could not be written down, as on a full disk. */
  const failWhenPossible = (name: string, { message }: Error) => {
    const failureReason = `InternalServerError: ${message}`;
    const cancel = timers.every(RETRY_MS, () => {
      jobs.update(name, move("Failed", MESSAGES.failed, { failureReason }));
      cancel();
    });
  };

  const startNext = () => {
    while (!isShuttingDown && running.size < concurrency) {
      const name = queue.shift();
      if (name === undefined) return;
      const control = createRunControl();
      const done = runTrainingJob(deps, name, control)
        .catch((error: Error) => {
          log(`Training job ${name}: ${error.stack ?? error.message}`);
          failWhenPossible(name, error);
        })
        .finally(() => {
          running.delete(name);
          startNext();
        });
      running.set(name, { control, done });
    }
  };

  const unfinished = () => [...jobs.all()].filter((candidate) => !isOver(candidate));

  const submit = (name: string) => {
    queue.push(name);
    if (running.size >= concurrency) {
      const waiting = `Waiting for a place: this machine runs ${concurrency} training jobs at a time`;
      jobs.update(name, move("Pending", waiting));
    }
    startNext();
  };

  return {
    submit,
    stop(name) {
      const place = queue.indexOf(name);
      if (place >= 0) {
        queue.splice(place, 1);
        jobs.update(name, move("Stopped", MESSAGES.stopped));
        return;
      }
      jobs.update(name, move("Stopping", MESSAGES.stopping));
      running.get(name)?.control.stop("user");
    },
    containers: () =>
      new Set(unfinished().flatMap(({ containers = [] }) => containers.map(({ id }) => id))),
    recover() {
      for (const job of unfinished()) {
        const waited = job.secondaryStatus === "Starting" || job.secondaryStatus === "Pending";
        if (waited || job.containers) submit(job.name);
        else
          jobs.update(job.name, move("Failed", MESSAGES.failed, { failureReason: ENGINE_STOPPED }));
      }
    },
    async shutdown() {
      isShuttingDown = true;
      for (const { control } of running.values()) control.stop("engine-stop");
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

type Transition = [
  status: Parameters<typeof withTransition>[2],
  message: string,
  patch?: Partial<TrainingJob>,
];
