import type { DatabaseSync } from "node:sqlite";
import type { SecondaryStatus } from "@aws-sdk/client-sagemaker";
import { EXECUTION_ROLE, roleArn } from "../../../state/execution-role.ts";
import { inTransaction } from "../../../state/transaction.ts";
import { arnOf } from "../arn.ts";
import type { SageMakerContext } from "../context.ts";
import type { TrainingJob } from "../records.ts";
import { MESSAGES, withTransition } from "./transitions.ts";

type Needs = Pick<
  SageMakerContext,
  | "accountId"
  | "region"
  | "clock"
  | "configs"
  | "endpoints"
  | "jobs"
  | "models"
  | "objects"
  | "tags"
> & { readonly db: DatabaseSync };

const MINUTE_MS = 60_000;
/** From one job's creation to the next one's. */
const APART_MS = 7 * MINUTE_MS;

/**
 * Writes finished training jobs, the newest a few minutes old, into a store that has none, in one
 * transaction. Nothing ran: their logs and archives do not exist. For benchmarks of lists.
 * Throws an Error that says what to do when the store is not empty.
 */
export function seedTrainingJobs(context: Needs, count: number): void {
  refuseUnlessEmpty(context);
  const { db, jobs, tags } = context;
  const now = context.clock.now().getTime();
  inTransaction(db, () => {
    for (let index = 0; index < count; index += 1) {
      const job = finishedJob(context, index, new Date(now - (count - index) * APART_MS));
      jobs.insert(job, () => tags.put(job.arn, [{ Key: "trainyard:dataset", Value: "seeded" }]));
    }
  });
}

function refuseUnlessEmpty(context: Needs): void {
  const { jobs, models, configs, endpoints, objects, region, accountId } = context;
  const isUsed =
    [jobs, models, configs, endpoints].some((store) => store.page({ limit: 1 }).items.length > 0) ||
    objects.list(`sagemaker-${region}-${accountId}`, { limit: 1 }).length > 0;
  if (isUsed)
    throw new Error(
      "--seed writes into an empty store only, and this data directory has been used. " +
        "Leave --seed out, or choose a new directory with --data-dir.",
    );
}

/** One in twenty jobs failed, and one in fifty was stopped. */
function endOf(index: number): { status: SecondaryStatus; message: string } {
  if (index % 20 === 7) return { status: "Failed", message: MESSAGES.failed };
  if (index % 50 === 11) return { status: "Stopped", message: MESSAGES.stopped };
  return { status: "Completed", message: MESSAGES.completed };
}

function startingJob(context: Needs, index: number, createdAt: Date): TrainingJob {
  const name = `seeded-${String(index + 1).padStart(6, "0")}`;
  const bucket = `sagemaker-${context.region}-${context.accountId}`;
  const image = `${context.accountId}.dkr.ecr.${context.region}.amazonaws.com/seeded:1`;
  const metricDefinitions = [{ Name: "validation:rmse", Regex: "rmse=([0-9.]+)" }];
  const S3DataSource = {
    S3DataType: "S3Prefix" as const,
    S3Uri: `s3://${bucket}/datasets/seeded/`,
    S3DataDistributionType: "FullyReplicated" as const,
  };
  return {
    name,
    arn: arnOf(context, "training-job", name),
    image,
    metricDefinitions,
    request: {
      TrainingJobName: name,
      AlgorithmSpecification: {
        TrainingImage: image,
        TrainingInputMode: "File",
        MetricDefinitions: metricDefinitions,
      },
      RoleArn: roleArn(context.accountId, EXECUTION_ROLE),
      HyperParameters: { n_estimators: String(100 + (index % 9) * 50), seed: String(index) },
      InputDataConfig: [
        { ChannelName: "training", ContentType: "text/csv", DataSource: { S3DataSource } },
      ],
      OutputDataConfig: { S3OutputPath: `s3://${bucket}/training-jobs` },
      ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 10 },
      StoppingCondition: { MaxRuntimeInSeconds: 3600 },
    },
    status: "InProgress",
    secondaryStatus: "Starting",
    transitions: [{ Status: "Starting", StartTime: createdAt, StatusMessage: MESSAGES.starting }],
    finalMetrics: [],
    createdAt,
    modifiedAt: createdAt,
  };
}

function finishedJob(context: Needs, index: number, createdAt: Date): TrainingJob {
  const after = (seconds: number) => new Date(createdAt.getTime() + seconds * 1000);
  const starting = startingJob(context, index, createdAt);
  const startedAt = after(3);
  const training = withTransition(starting, startedAt, "Training", MESSAGES.training);
  const endedAt = after(20 + (index % 40));
  const { status, message } = endOf(index);
  const job = { ...withTransition(training, endedAt, status, message), startedAt };
  if (status === "Failed")
    return { ...job, failureReason: "AlgorithmError: seeded for a benchmark, ExitCode: 1" };
  const { S3OutputPath } = job.request.OutputDataConfig ?? {};
  return {
    ...job,
    modelArtifacts: `${S3OutputPath}/${job.name}/output/model.tar.gz`,
    finalMetrics: [
      { MetricName: "validation:rmse", Value: 1000 + (index % 200), Timestamp: endedAt },
    ],
  };
}
