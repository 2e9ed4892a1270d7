import { NAMESPACE } from "../training/metric-publisher.ts";
import { type Definition, definitionsOf } from "./definitions.ts";
import type { TuningDeps } from "./deps.ts";
import { curveOf, fallsBehind } from "./early-stopping.ts";
import { asLoss, type Training, type TuningJob } from "./tuning-job.ts";

/** Every change of a training reads them all; a median over more would hardly be another one. */
const MOST_COMPARED = 50;

type Deps = Pick<TuningDeps, "jobs" | "metrics" | "clock" | "stopTraining">;

/** Stops trainings that are unlikely to become the best, where that was asked for. */
export function stopLaggards(deps: Deps, job: TuningJob): void {
  const { HyperParameterTuningJobConfig: config } = job.request;
  if (config?.TrainingJobEarlyStoppingType !== "Auto" || job.ending) return;
  for (const [place, definition] of definitionsOf(job.request).entries()) {
    const own = job.trainings.filter((training) => training.definition === place);
    const curve = (training: Training) =>
      curveOf(valuesOf(deps, job, training, definition), asLoss(definition.objective, 1));
    const finished = own
      .filter(({ outcome }) => outcome?.status === "Completed")
      .slice(-MOST_COMPARED)
      .map(curve);
    for (const training of own.filter(({ outcome }) => !outcome)) {
      const latest = latestOf(deps, training, definition);
      if (latest !== undefined && fallsBehind(latest, curve(training), finished))
        deps.stopTraining(training.jobName);
    }
  }
}

/** The last value of a training that is going on, as a loss. */
function latestOf({ jobs }: Deps, { jobName }: Training, { objective }: Definition) {
  const job = jobs.get(jobName);
  const metric = job?.finalMetrics.find(({ MetricName }) => MetricName === objective.MetricName);
  return job?.status === "InProgress" && metric?.Value !== undefined
    ? asLoss(objective, metric.Value)
    : undefined;
}

const SECOND = 1000;

const valuesOf = (
  { metrics, clock }: Deps,
  { createdAt }: TuningJob,
  { jobName }: Training,
  { objective }: Definition,
) =>
  metrics.read(
    {
      namespace: NAMESPACE,
      name: objective.MetricName ?? "",
      dimensions: { TrainingJobName: jobName },
    },
    // Points stand at the beginning of their second.
    new Date(createdAt.getTime() - SECOND),
    new Date(clock.now().getTime() + SECOND),
  );
