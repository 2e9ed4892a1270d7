import { randomBytes } from "node:crypto";
import { AwsError } from "../../../protocol/errors.ts";
import type { TrainingJob } from "../records.ts";
import { isOver as isTrainingOver } from "../training/transitions.ts";
import { choose } from "./choose.ts";
import { definitionsOf, trainingRequestOf } from "./definitions.ts";
import type { TuningDeps } from "./deps.ts";
import { stopLaggards } from "./laggards.ts";
import { nextStep, type Step } from "./progress.ts";
import {
  activeOf,
  type Ending,
  isOver,
  type Outcome,
  type Training,
  type TuningJob,
} from "./tuning-job.ts";

/** Does all that can be done for a tuning job now; `isEnding` says when to leave the rest. */
export async function takeSteps(
  deps: TuningDeps,
  name: string,
  isEnding: () => boolean,
): Promise<void> {
  let isUsed = false;
  while (!isEnding()) {
    const job = settle(deps, name);
    if (!job || isOver(job)) return;
    // One may have been starting when the job was asked to end.
    if (job.ending) stopActive(deps, name);
    else await startMissing(deps, job);
    const step = nextStep(job, deps.clock.now(), isUsed);
    if (!step) {
      stopLaggards(deps, job);
      return;
    }
    if ((await take(deps, job, step)) === "used") isUsed = true;
  }
}

/** "used" when a launch found every set of hyperparameters tried. */
async function take(deps: TuningDeps, job: TuningJob, step: Step): Promise<"used" | undefined> {
  if (step.kind === "close") close(deps, job.name, step.ending);
  else if (step.kind === "end") end(deps, job.name, step.ending);
  else if (step.kind === "retry") await launch(deps, job, { ...step.of, retryOf: step.of.jobName });
  else {
    const choice = choose(job, deps.tunings);
    if (!choice) return "used";
    await launch(deps, job, choice);
  }
  return undefined;
}

/** The job with what its trainings have come to since. */
function settle({ tunings, jobs, clock }: TuningDeps, name: string): TuningJob | undefined {
  const job = tunings.get(name);
  if (!job || isOver(job)) return job;
  const definitions = definitionsOf(job.request);
  const trainings = job.trainings.map((training): Training => {
    if (training.outcome) return training;
    const trained = jobs.get(training.jobName);
    // It was written down, and the job was asked to end before it was started.
    if (!trained && job.ending) return { ...training, outcome: neverStarted(clock.now()) };
    if (!trained || !isTrainingOver(trained)) return training;
    const metric = definitions[training.definition]?.objective.MetricName;
    return { ...training, outcome: outcomeOf(trained, metric) };
  });
  if (trainings.every((training, place) => training === job.trainings[place])) return job;
  return tunings.update(name, (before) => ({ ...before, trainings, modifiedAt: clock.now() }));
}

const neverStarted = (now: Date): Outcome => ({ status: "Stopped", createdAt: now, endedAt: now });

function outcomeOf(job: TrainingJob, metric: string | undefined): Outcome {
  // What a failed training last said of itself is not what its model would have been worth.
  const objective =
    job.status === "Failed"
      ? undefined
      : job.finalMetrics.find(({ MetricName }) => MetricName === metric)?.Value;
  return {
    status: job.status,
    createdAt: job.createdAt,
    ...(objective !== undefined && { objective }),
    ...(job.failureReason !== undefined && { failureReason: job.failureReason }),
    ...(job.startedAt && { startedAt: job.startedAt }),
    ...(job.endedAt && { endedAt: job.endedAt }),
  };
}

/** Writes the training down before it starts, so that a killed engine neither forgets nor doubles it. */
async function launch(
  deps: TuningDeps,
  { name, trainings }: TuningJob,
  { definition, parameters, retryOf }: Pick<Training, "definition" | "parameters" | "retryOf">,
): Promise<void> {
  const number = String(trainings.length + 1).padStart(3, "0");
  const training: Training = {
    jobName: `${name}-${number}-${randomBytes(4).toString("hex")}`,
    definition,
    parameters,
    ...(retryOf !== undefined && { retryOf }),
  };
  const job = deps.tunings.update(name, (before) => ({
    ...before,
    trainings: [...before.trainings, training],
    modifiedAt: deps.clock.now(),
  }));
  if (job) await startMissing(deps, job);
}

/** Starts what is written down and has no training job. */
async function startMissing(deps: TuningDeps, job: TuningJob): Promise<void> {
  const definitions = definitionsOf(job.request);
  for (const { jobName, definition, parameters } of activeOf(job)) {
    const asked = definitions[definition];
    if (!asked || deps.jobs.get(jobName)) continue;
    try {
      await deps.startTraining(trainingRequestOf(asked, jobName, parameters), job);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      refuse(deps, job.name, jobName, error);
    }
  }
}

/** What was right when the tuning job was created is so no more, as after its image was deleted. */
function refuse({ tunings, clock }: TuningDeps, name: string, jobName: string, error: AwsError) {
  const failureReason = `ClientError: ${error.message}`;
  const now = clock.now();
  const outcome: Outcome = { status: "Failed", failureReason, createdAt: now, endedAt: now };
  tunings.update(name, (job) => ({
    ...job,
    modifiedAt: now,
    trainings: job.trainings.map((one) => (one.jobName === jobName ? { ...one, outcome } : one)),
    ending: job.ending ?? { status: "Failed", failureReason },
  }));
}

function end(deps: TuningDeps, name: string, ending: Ending): void {
  deps.tunings.update(name, (job) => ({ ...job, ending, modifiedAt: deps.clock.now() }));
  stopActive(deps, name);
}

export function stopActive({ tunings, jobs, stopTraining }: TuningDeps, name: string): void {
  const job = tunings.get(name);
  for (const { jobName } of job ? activeOf(job) : []) {
    const training = jobs.get(jobName);
    if (training && !isTrainingOver(training) && training.status !== "Stopping")
      stopTraining(jobName);
  }
}

function close({ tunings, clock }: TuningDeps, name: string, { status, failureReason }: Ending) {
  const now = clock.now();
  tunings.update(name, (job) => ({
    ...job,
    status,
    modifiedAt: now,
    endedAt: now,
    ...(failureReason !== undefined && { failureReason }),
  }));
}
