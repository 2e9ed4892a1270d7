import type { TrainingJob } from "../records.ts";
import { createJobQueue } from "../scheduling/job-queue.ts";
import type { MachineRoom } from "../scheduling/machine-room.ts";
import { isSpot } from "./attempts.ts";
import { hostsOf } from "./hosts.ts";
import { endOf, engineEnded, runTrainingJob } from "./run.ts";
import { createRunControl, type RunControl, type StopReason } from "./run-control.ts";
import { step, type TrainingDeps } from "./training-run.ts";
import { isOver, MESSAGES } from "./transitions.ts";

export interface TrainingExecutor {
  /** Runs an inserted job as soon as the machine has room for it. */
  submit(name: string): void;
  /** Asks a job that is not over to end. */
  stop(name: string): void;
  /** Takes its instances from a spot job that trains, and others are there after `unavailableMs`; false when it does not. */
  interrupt(name: string, unavailableMs: number): boolean;
  /** The containers that an engine that was killed left, and that jobs can go on in. */
  containers(): ReadonlySet<string>;
  /** The folders that it needs: of these containers, and of those that left what nobody has uploaded. */
  folders(containers: ReadonlySet<string>): ReadonlySet<string>;
  /** What it left of jobs: those that had not begun run, those with something to go on with go on. */
  recover(): void;
  /** Ends every running job; settles when all containers are gone. */
  shutdown(): Promise<void>;
}

const RETRY_MS = 5000;

/** Runs as many jobs at a time as the machine has room for; the others wait in order. */
export function createTrainingExecutor(deps: TrainingDeps, room: MachineRoom): TrainingExecutor {
  const { jobs, timers } = deps;
  const running = new Map<string, { control: RunControl; done: Promise<void> }>();
  const away = createAbsences(deps);
  const queue = createJobQueue({
    room,
    timers,
    instancesOf: (name) => hostsOf(jobs.get(name)?.request.ResourceConfig).length,
    onWait: (name, waitsFor) => void step({ deps, name }, "Pending", waitsFor),
    run: (name) => {
      const control = createRunControl();
      const done = runOnce(deps, name, control).then((isAgain) => {
        running.delete(name);
        if (isAgain) away.leave(name, queue.enter);
        else {
          away.forget(name);
          limits.forget(name);
        }
      });
      running.set(name, { control, done });
      return done;
    },
  });
  const stopFor = (name: string, reason: StopReason) => {
    if (queue.leave(name) || away.cancel(name)) {
      step({ deps, name }, ...endOf(reason));
      return;
    }
    step({ deps, name }, "Stopping", MESSAGES.stopping);
    running.get(name)?.control.stop(reason);
  };
  const limits = createWaitLimits(deps, (name) => stopFor(name, "max-wait"));
  const unfinished = () => [...jobs.all()].filter((job) => !isOver(job));
  const submit = (name: string) => {
    limits.watch(name);
    queue.enter(name);
  };

  return {
    submit,
    stop: (name) => stopFor(name, "user"),
    interrupt(name, unavailableMs) {
      const job = jobs.get(name);
      if (!(job?.runningSince && isSpot(job)) || job.status === "Stopping") return false;
      away.announce(name, unavailableMs);
      running.get(name)?.control.stop("interrupt");
      return true;
    },
    containers: () =>
      new Set(unfinished().flatMap(({ containers = [] }) => containers.map(({ id }) => id))),
    folders: (containers) =>
      new Set([...containers, ...unfinished().flatMap(({ leftovers }) => leftovers?.ids ?? [])]),
    recover() {
      for (const job of unfinished())
        if (canGoOn(job) || engineEnded({ deps, name: job.name })) submit(job.name);
    },
    async shutdown() {
      queue.close();
      away.close();
      limits.close();
      for (const { control } of running.values()) control.stop("engine-stop");
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

const canGoOn = ({ containers, leftovers }: TrainingJob): boolean =>
  containers !== undefined || leftovers !== undefined;

/** True when the job is to run once more. Never rejects. */
async function runOnce(deps: TrainingDeps, name: string, control: RunControl): Promise<boolean> {
  try {
    return await runTrainingJob(deps, name, control);
  } catch (error) {
    const { stack, message } = error as Error;
    deps.log(`Training job ${name}: ${stack ?? message}`);
    failWhenPossible(deps, name, message);
    return false;
  }
}

/** For an end that could not be written down, as on a full disk. */
function failWhenPossible(deps: TrainingDeps, name: string, message: string): void {
  const failureReason = `InternalServerError: ${message}`;
  const cancel = deps.timers.every(RETRY_MS, () => {
    step({ deps, name }, "Failed", MESSAGES.failed, (job) => ({ ...job, failureReason }));
    cancel();
  });
}

/** Jobs between an interruption and the return of capacity. */
function createAbsences({ timers }: Pick<TrainingDeps, "timers">) {
  const announced = new Map<string, number>();
  const cancels = new Map<string, () => void>();
  return {
    announce: (name: string, milliseconds: number) => void announced.set(name, milliseconds),
    forget: (name: string) => void announced.delete(name),
    leave(name: string, comeBack: (name: string) => void) {
      const milliseconds = announced.get(name) ?? 0;
      announced.delete(name);
      const back = () => {
        cancels.delete(name);
        comeBack(name);
      };
      if (milliseconds === 0) back();
      else cancels.set(name, timers.after(milliseconds, back));
    },
    /** False when it is not away. */
    cancel(name: string): boolean {
      cancels.get(name)?.();
      return cancels.delete(name);
    },
    close() {
      for (const cancel of cancels.values()) cancel();
    },
  };
}

/** MaxWaitTimeInSeconds of spot jobs, from their creation on. */
function createWaitLimits(
  { jobs, clock, timers }: Pick<TrainingDeps, "jobs" | "clock" | "timers">,
  end: (name: string) => void,
) {
  const cancels = new Map<string, () => void>();
  return {
    watch(name: string) {
      const job = jobs.get(name);
      const seconds = job?.request.StoppingCondition?.MaxWaitTimeInSeconds;
      if (!job || !isSpot(job) || seconds === undefined) return;
      const left = job.createdAt.getTime() + seconds * 1000 - clock.now().getTime();
      cancels.set(
        name,
        timers.after(Math.max(left, 0), () => end(name)),
      );
    },
    forget(name: string) {
      cancels.get(name)?.();
      cancels.delete(name);
    },
    close() {
      for (const cancel of cancels.values()) cancel();
    },
  };
}
