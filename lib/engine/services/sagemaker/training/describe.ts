import type {
  DescribeTrainingJobResponse,
  TrainingJob as SearchedTrainingJob,
  TrainingJobSummary,
} from "@aws-sdk/client-sagemaker";
import type { TrainingJob } from "../records.ts";
import { isSpot, ranMs } from "./attempts.ts";

/** What DescribeTrainingJob and Search both show of a job; members that are not set are absent. */
export function describeJob(
  job: TrainingJob,
): Omit<SearchedTrainingJob, "Tags"> & DescribeTrainingJobResponse {
  const { request } = job;
  return {
    ...request,
    TrainingJobName: job.name,
    TrainingJobArn: job.arn,
    ...(job.tuningJobArn !== undefined && { TuningJobArn: job.tuningJobArn }),
    AlgorithmSpecification: {
      ...request.AlgorithmSpecification,
      TrainingInputMode: request.AlgorithmSpecification?.TrainingInputMode,
      ...(job.metricDefinitions.length > 0 && { MetricDefinitions: [...job.metricDefinitions] }),
      EnableSageMakerMetricsTimeSeries: job.metricDefinitions.length > 0,
    },
    TrainingJobStatus: job.status,
    SecondaryStatus: job.secondaryStatus,
    SecondaryStatusTransitions: [...job.transitions],
    // The SDK for Python reads the key's member without asking whether it is there.
    OutputDataConfig: { KmsKeyId: "", S3OutputPath: undefined, ...request.OutputDataConfig },
    StoppingCondition: request.StoppingCondition ?? { MaxRuntimeInSeconds: 86_400 },
    ModelArtifacts: modelArtifacts(job),
    CreationTime: job.createdAt,
    LastModifiedTime: job.modifiedAt,
    ...(job.failureReason !== undefined && { FailureReason: job.failureReason }),
    ...(job.finalMetrics.length > 0 && { FinalMetricDataList: [...job.finalMetrics] }),
    ...trainingTimes(job),
    EnableNetworkIsolation: request.EnableNetworkIsolation ?? false,
    EnableInterContainerTrafficEncryption: request.EnableInterContainerTrafficEncryption ?? false,
    EnableManagedSpotTraining: request.EnableManagedSpotTraining ?? false,
  };
}

function modelArtifacts({ modelArtifacts: uri }: TrainingJob) {
  return uri === undefined ? undefined : { S3ModelArtifacts: uri };
}

/** Of the price of what is not spot capacity, as AWS's own examples save about 70 per cent. */
const SPOT_SHARE = 0.3;

function trainingTimes(job: TrainingJob) {
  const { startedAt, endedAt } = job;
  if (!startedAt) return {};
  if (!endedAt) return { TrainingStartTime: startedAt };
  const seconds = Math.max(1, Math.round((endedAt.getTime() - startedAt.getTime()) / 1000));
  return {
    TrainingStartTime: startedAt,
    TrainingEndTime: endedAt,
    TrainingTimeInSeconds: seconds,
    BillableTimeInSeconds: isSpot(job)
      ? Math.max(1, Math.floor((ranMs(job, endedAt) / 1000) * SPOT_SHARE))
      : seconds,
  };
}

export function summarizeJob(job: TrainingJob): TrainingJobSummary {
  return {
    TrainingJobName: job.name,
    TrainingJobArn: job.arn,
    CreationTime: job.createdAt,
    LastModifiedTime: job.modifiedAt,
    TrainingJobStatus: job.status,
    SecondaryStatus: job.secondaryStatus,
    ...(job.endedAt && { TrainingEndTime: job.endedAt }),
  };
}
