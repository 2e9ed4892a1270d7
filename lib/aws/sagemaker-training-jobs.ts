import "server-only";
import {
  CreateTrainingJobCommand,
  DescribeTrainingJobCommand,
  type DescribeTrainingJobResponse,
  ListTrainingJobsCommand,
  type MetricData,
  StopTrainingJobCommand,
  type TrainingInstanceType,
} from "@aws-sdk/client-sagemaker";
import { type TrainingJobPlan, trainingJobRequest } from "@/lib/domain/code/training-job-request";
import type { StatusTransition } from "@/lib/domain/job-phases";
import type { TrainingJobStatus } from "@/lib/domain/training-jobs";
import { clientsFor } from "./clients";
import { absent } from "./outcomes";
import type { Target } from "./targets";

export interface JobRow {
  readonly name: string;
  readonly status: string;
  readonly secondaryStatus: string | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
}

export interface FinalMetric {
  readonly name: string;
  /** Null for what is no finite number. */
  readonly value: number | null;
  readonly at: string | null;
}

/** A training job as AWS describes it, in our shapes; times are ISO-8601 UTC. */
export interface JobFacts extends JobRow {
  readonly arn: string;
  readonly startedAt: string | null;
  readonly transitions: readonly StatusTransition[];
  readonly failureReason: string | null;
  readonly trainingSeconds: number | null;
  readonly billableSeconds: number | null;
  readonly image: string | null;
  readonly role: string;
  readonly hyperparameters: Record<string, string>;
  readonly channels: readonly { name: string; uri: string; contentType: string | null }[];
  readonly metrics: readonly { name: string; regex: string }[];
  readonly finalMetrics: readonly FinalMetric[];
  readonly instanceType: string | null;
  readonly instanceCount: number | null;
  readonly volumeGb: number | null;
  readonly maxRuntimeSeconds: number | null;
  readonly outputPath: string;
  readonly modelUri: string | null;
}

const iso = (date: Date | undefined): string | null => date?.toISOString() ?? null;
/** Every AWS list and description has a creation time, though its type does not say so. */
const isoAlways = (date: Date | undefined): string => (date ?? new Date(0)).toISOString();

export const toFinalMetrics = (list: readonly MetricData[] | undefined): FinalMetric[] =>
  (list ?? []).map(({ MetricName, Value, Timestamp }) => ({
    name: MetricName ?? "",
    value: Value !== undefined && Number.isFinite(Value) ? Value : null,
    at: iso(Timestamp),
  }));

type DescribedJob = Omit<DescribeTrainingJobResponse, "$metadata">;

const channelsOf = (job: DescribedJob) =>
  (job.InputDataConfig ?? []).map((channel) => ({
    name: channel.ChannelName ?? "",
    uri: channel.DataSource?.S3DataSource?.S3Uri ?? "",
    contentType: channel.ContentType ?? null,
  }));

const transitionsOf = (job: DescribedJob): StatusTransition[] =>
  (job.SecondaryStatusTransitions ?? []).map((transition) => ({
    status: transition.Status ?? "",
    startedAt: isoAlways(transition.StartTime),
    endedAt: iso(transition.EndTime),
    message: transition.StatusMessage ?? null,
  }));

function machineOf(job: DescribedJob) {
  const { ResourceConfig, StoppingCondition } = job;
  return {
    instanceType: ResourceConfig?.InstanceType ?? null,
    instanceCount: ResourceConfig?.InstanceCount ?? null,
    volumeGb: ResourceConfig?.VolumeSizeInGB ?? null,
    maxRuntimeSeconds: StoppingCondition?.MaxRuntimeInSeconds ?? null,
  };
}

function workOf(job: DescribedJob) {
  return {
    image: job.AlgorithmSpecification?.TrainingImage ?? null,
    role: job.RoleArn ?? "",
    hyperparameters: { ...job.HyperParameters },
    channels: channelsOf(job),
    metrics: (job.AlgorithmSpecification?.MetricDefinitions ?? []).map(({ Name, Regex }) => ({
      name: Name ?? "",
      regex: Regex ?? "",
    })),
    outputPath: job.OutputDataConfig?.S3OutputPath ?? "",
  };
}

/** DescribeTrainingJob's answer, and the TrainingJob of Search, which has the same members. */
export function toJobFacts(job: DescribedJob): JobFacts {
  return {
    name: job.TrainingJobName ?? "",
    arn: job.TrainingJobArn ?? "",
    status: job.TrainingJobStatus ?? "",
    secondaryStatus: job.SecondaryStatus ?? null,
    createdAt: isoAlways(job.CreationTime),
    startedAt: iso(job.TrainingStartTime),
    endedAt: iso(job.TrainingEndTime),
    transitions: transitionsOf(job),
    failureReason: job.FailureReason ?? null,
    trainingSeconds: job.TrainingTimeInSeconds ?? null,
    billableSeconds: job.BillableTimeInSeconds ?? null,
    finalMetrics: toFinalMetrics(job.FinalMetricDataList),
    modelUri: job.ModelArtifacts?.S3ModelArtifacts ?? null,
    ...workOf(job),
    ...machineOf(job),
  };
}

/** Null when there is no job of that name. */
export async function describeTrainingJob(target: Target, name: string): Promise<JobFacts | null> {
  const answer = await absent(
    clientsFor(target).sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: name })),
  );
  return answer ? toJobFacts(answer) : null;
}

export interface JobListQuery {
  readonly nameContains?: string | undefined;
  readonly status?: TrainingJobStatus | undefined;
  readonly sortBy: "CreationTime" | "Name" | "Status";
  readonly descending: boolean;
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Only jobs whose record was changed after this moment, ISO-8601. */
  readonly changedAfter?: string | undefined;
}

export async function listTrainingJobs(
  target: Target,
  query: JobListQuery,
): Promise<{ rows: JobRow[]; nextCursor: string | null }> {
  const answer = await clientsFor(target).sagemaker.send(
    new ListTrainingJobsCommand({
      NameContains: query.nameContains,
      StatusEquals: query.status,
      SortBy: query.sortBy,
      SortOrder: query.descending ? "Descending" : "Ascending",
      MaxResults: query.limit,
      NextToken: query.cursor,
      ...(query.changedAfter ? { LastModifiedTimeAfter: new Date(query.changedAfter) } : {}),
    }),
  );
  const rows = (answer.TrainingJobSummaries ?? []).map((job) => ({
    name: job.TrainingJobName ?? "",
    status: job.TrainingJobStatus ?? "",
    secondaryStatus: job.SecondaryStatus ?? null,
    createdAt: isoAlways(job.CreationTime),
    endedAt: iso(job.TrainingEndTime),
  }));
  return { rows, nextCursor: answer.NextToken ?? null };
}

/** Starts the job. @returns its ARN. */
export async function createTrainingJob(target: Target, plan: TrainingJobPlan): Promise<string> {
  const request = trainingJobRequest(plan);
  const { TrainingJobArn } = await clientsFor(target).sagemaker.send(
    new CreateTrainingJobCommand({
      ...request,
      ResourceConfig: {
        ...request.ResourceConfig,
        // The form offers what AWS's list holds; a newer type is for AWS to accept or refuse.
        InstanceType: plan.instanceType as TrainingInstanceType,
      },
    }),
  );
  return TrainingJobArn ?? "";
}

/** Asks the job to stop; AWS refuses for a job that has ended. */
export async function stopTrainingJob(target: Target, name: string): Promise<void> {
  await clientsFor(target).sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: name }));
}
