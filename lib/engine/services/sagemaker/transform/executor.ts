import { createJobQueue } from "../scheduling/job-queue.ts";
import type { MachineRoom } from "../scheduling/machine-room.ts";
import { end, instancesOf, runTransformJob } from "./job.ts";
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

/** Runs as many jobs at a time as the machine has room for; the others wait in order. */
export function createTransformExecutor(deps: TransformDeps, room: MachineRoom): TransformExecutor {
  const { transforms, timers, clock } = deps;
  const running = new Map<string, { control: StopControl; done: Promise<void> }>();
  const queue = createJobQueue({
    room,
    timers,
    instancesOf: (name) => instancesOf(transforms.get(name)),
    // SageMaker has no status for it: the job is InProgress and has not started.
    onWait: () => undefined,
    run: (name) => {
      const control = createStopControl();
      const done = runTransformJob(deps, name, control)
        .catch((error: Error) => failWhenPossible(deps, name, error))
        .finally(() => running.delete(name));
      running.set(name, { control, done });
      return done;
    },
  });

  return {
    submit: queue.enter,
    stop(name) {
      if (queue.leave(name)) {
        end(deps, name, "Stopped");
        return;
      }
      transforms.update(name, (job) => ({ ...job, status: "Stopping", modifiedAt: clock.now() }));
      running.get(name)?.control.stop("user");
    },
    recover() {
      for (const { name, status } of [...transforms.all()]) {
        if (status === "Stopping") end(deps, name, "Stopped");
        else if (status === "InProgress") queue.enter(name);
      }
    },
    async shutdown() {
      queue.close();
      for (const { control } of running.values()) control.stop("engine-stop");
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

/** For an end that could not be written down, as on a full disk. */
function failWhenPossible(deps: TransformDeps, name: string, { stack, message }: Error): void {
  deps.log(`Transform job ${name}: ${stack ?? message}`);
  const cancel = deps.timers.every(RETRY_MS, () => {
    end(deps, name, "Failed", `InternalServerError: ${message}`);
    cancel();
  });
}
