import type {
  DescribeHyperParameterTuningJobResponse,
  HyperParameterTrainingJobSummary,
  HyperParameterTuningJobSummary,
  ObjectiveStatusCounters,
  TrainingJobStatus,
  TrainingJobStatusCounters,
} from "@aws-sdk/client-sagemaker";
import type { ResourceStore } from "../../../state/resource-store.ts";
import { arnOf } from "../arn.ts";
import type { SageMakerContext } from "../context.ts";
import type { TrainingJob } from "../records.ts";
import { definitionsOf } from "./definitions.ts";
import { bestOf, hasConverged, notImproving } from "./progress.ts";
import { asLoss, isRetryable, type Training, type TuningJob } from "./tuning-job.ts";

type Place = Pick<SageMakerContext, "accountId" | "region">;
type Jobs = { readonly jobs: Pick<ResourceStore<TrainingJob>, "get"> };
type Tunings = { readonly tunings: Pick<ResourceStore<TuningJob>, "get"> };

export function summarizeTuning(job: TuningJob): HyperParameterTuningJobSummary {
  const { request } = job;
  return {
    HyperParameterTuningJobName: job.name,
    HyperParameterTuningJobArn: job.arn,
    HyperParameterTuningJobStatus: job.status,
    Strategy: request.HyperParameterTuningJobConfig?.Strategy,
    CreationTime: job.createdAt,
    ...(job.endedAt && { HyperParameterTuningEndTime: job.endedAt }),
    LastModifiedTime: job.modifiedAt,
    ...countersOf(job),
    ResourceLimits: request.HyperParameterTuningJobConfig?.ResourceLimits,
  };
}

export function describeTuning(
  context: Place & Jobs & Tunings & Pick<SageMakerContext, "clock">,
  job: TuningJob,
): DescribeHyperParameterTuningJobResponse {
  const { request } = job;
  const summary = (training: Training) => summarizeTraining(context, job, training);
  const best = bestOf(job);
  const overall = overallBest(context, job);
  const until = job.endedAt ?? context.clock.now();
  return {
    ...request,
    HyperParameterTuningJobName: job.name,
    HyperParameterTuningJobArn: job.arn,
    HyperParameterTuningJobConfig: request.HyperParameterTuningJobConfig,
    HyperParameterTuningJobStatus: job.status,
    CreationTime: job.createdAt,
    ...(job.endedAt && { HyperParameterTuningEndTime: job.endedAt }),
    LastModifiedTime: job.modifiedAt,
    ...countersOf(job),
    ...(best && { BestTrainingJob: summary(best) }),
    ...(overall && {
      OverallBestTrainingJob: summarizeTraining(context, overall.job, overall.training),
    }),
    ...(job.failureReason !== undefined && { FailureReason: job.failureReason }),
    TuningJobCompletionDetails: {
      NumberOfTrainingJobsObjectiveNotImproving: notImproving(job),
      ...(hasConverged(job) && { ConvergenceDetectedTime: job.modifiedAt }),
    },
    ConsumedResources: {
      RuntimeInSeconds: Math.round((until.getTime() - job.createdAt.getTime()) / 1000),
    },
  };
}

/** The best of a warm start on the same data, its parents' trainings included. */
function overallBest({ tunings }: Tunings, job: TuningJob) {
  const { WarmStartConfig: warm } = job.request;
  if (warm?.WarmStartType !== "IdenticalDataAndAlgorithm") return undefined;
  const parents = (warm.ParentHyperParameterTuningJobs ?? []).flatMap(
    ({ HyperParameterTuningJobName = "" }) => tunings.get(HyperParameterTuningJobName) ?? [],
  );
  const found = [job, ...parents].flatMap((own) => {
    const training = bestOf(own);
    const objective = definitionsOf(own.request)[training?.definition ?? 0]?.objective;
    const value = training?.outcome?.objective;
    if (!training || !objective || value === undefined) return [];
    return [{ job: own, training, loss: asLoss(objective, value) }];
  });
  return found.toSorted((a, b) => a.loss - b.loss)[0];
}

export function summarizeTraining(
  context: Place & Jobs,
  job: TuningJob,
  training: Training,
): HyperParameterTrainingJobSummary {
  const { jobName, outcome, parameters } = training;
  const definition = definitionsOf(job.request)[training.definition];
  const running = outcome ? undefined : context.jobs.get(jobName);
  const seen = outcome ?? running;
  return {
    ...(definition?.asked.DefinitionName !== undefined && {
      TrainingJobDefinitionName: definition.asked.DefinitionName,
    }),
    TrainingJobName: jobName,
    TrainingJobArn: arnOf(context, "training-job", jobName),
    CreationTime: seen?.createdAt ?? job.modifiedAt,
    ...(seen?.startedAt && { TrainingStartTime: seen.startedAt }),
    ...(seen?.endedAt && { TrainingEndTime: seen.endedAt }),
    TrainingJobStatus: seen?.status ?? "InProgress",
    TunedHyperParameters: { ...parameters },
    ...(seen?.failureReason !== undefined && { FailureReason: seen.failureReason }),
    ...(outcome?.objective !== undefined && {
      FinalHyperParameterTuningJobObjectiveMetric: {
        Type: definition?.objective.Type,
        MetricName: definition?.objective.MetricName,
        Value: outcome.objective,
      },
    }),
    ObjectiveStatus: objectiveStatus(training),
  };
}

const objectiveStatus = ({ outcome }: Training) => {
  if (!outcome) return "Pending";
  return outcome.objective === undefined ? "Failed" : "Succeeded";
};

function countersOf({ trainings }: TuningJob): {
  TrainingJobStatusCounters: TrainingJobStatusCounters;
  ObjectiveStatusCounters: ObjectiveStatusCounters;
} {
  const count = (isCounted: (training: Training) => boolean) => trainings.filter(isCounted).length;
  const withStatus = (status: TrainingJobStatus) =>
    count(({ outcome }) => outcome?.status === status);
  const retryable = count(({ outcome }) => outcome !== undefined && isRetryable(outcome));
  const withObjective = (status: string) => count((one) => objectiveStatus(one) === status);
  return {
    TrainingJobStatusCounters: {
      Completed: withStatus("Completed"),
      InProgress: count(({ outcome }) => !outcome),
      RetryableError: retryable,
      NonRetryableError: withStatus("Failed") - retryable,
      Stopped: withStatus("Stopped"),
    },
    ObjectiveStatusCounters: {
      Succeeded: withObjective("Succeeded"),
      Pending: withObjective("Pending"),
      Failed: withObjective("Failed"),
    },
  };
}
