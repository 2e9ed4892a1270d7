import { end, runTransformJob } from "./job.ts";
import { createStopControl, type StopControl, type TransformDeps } from "./transform-run.ts";

export interface TransformExecutor {
  /** Runs an inserted job as soon as the machine has room for it. */
  submit(name: string): void;
  /** Asks a job that is not over to end. */
  stop(name: string): void;
  /** Goes on with what an earlier engine left. */
  recover(): void;
  /** Ends the containers; their jobs go on when the engine starts again. */
  shutdown(): Promise<void>;
}

const RETRY_MS = 5000;

/** Runs at most `concurrency` jobs at a time, the others wait in order. */
export function createTransformExecutor(
  deps: TransformDeps & { readonly concurrency: number },
): TransformExecutor {
  const { transforms, timers, clock, concurrency, log } = deps;
  const running = new Map<string, { control: StopControl; done: Promise<void> }>();
  const queue: string[] = [];
  let isShuttingDown = false;

  /** For an end that could not be written down, as on a full disk. */
  const failWhenPossible = (name: string, { message }: Error) => {
    const cancel = timers.every(RETRY_MS, () => {
      end(deps, name, "Failed", `InternalServerError: ${message}`);
      cancel();
    });
  };

  const startNext = () => {
    while (!isShuttingDown && running.size < concurrency) {
      const name = queue.shift();
      if (name === undefined) return;
      const control = createStopControl();
      const done = runTransformJob(deps, name, control)
        .catch((error: Error) => {
          log(`Transform job ${name}: ${error.stack ?? error.message}`);
          failWhenPossible(name, error);
        })
        .finally(() => {
          running.delete(name);
          startNext();
        });
      running.set(name, { control, done });
    }
  };

  const submit = (name: string) => {
    queue.push(name);
    startNext();
  };

  return {
    submit,
    stop(name) {
      const place = queue.indexOf(name);
      if (place >= 0) {
        queue.splice(place, 1);
        end(deps, name, "Stopped");
        return;
      }
      transforms.update(name, (job) => ({ ...job, status: "Stopping", modifiedAt: clock.now() }));
      running.get(name)?.control.stop("user");
    },
    recover() {
      for (const { name, status } of [...transforms.all()]) {
        if (status === "Stopping") end(deps, name, "Stopped");
        else if (status === "InProgress") submit(name);
      }
    },
    async shutdown() {
      isShuttingDown = true;
      for (const { control } of running.values()) control.stop("engine-stop");
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}
