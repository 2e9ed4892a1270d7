import "server-only";
import { addTags, listTags } from "@/lib/aws/sagemaker-tags";
import {
  createTrainingJob,
  describeTrainingJob,
  type JobFacts,
  stopTrainingJob,
} from "@/lib/aws/sagemaker-training-jobs";
import type { Target } from "@/lib/aws/targets";
import type {
  CreateTrainingJobBody,
  TagJobBody,
  TrainingJobDetail,
} from "@/lib/contracts/training-jobs";
import { AppError } from "@/lib/domain/app-error";
import type { TrainingJobPlan } from "@/lib/domain/code/training-job-request";
import { failureCause } from "@/lib/domain/failure-reasons";
import { jobPhases } from "@/lib/domain/job-phases";
import { s3Uri } from "@/lib/domain/s3-uris";
import { jobKind } from "@/lib/domain/training-jobs";
import { datasetOfUri, OUTPUT_PREFIX, outputArchiveUri } from "@/lib/domain/workspace";
import { apiSentences } from "@/lib/words/api";
import { AllowedParts } from "./allowed";
import { archiveSize } from "./archives";
import { endpointsOfJob } from "./endpoint-index";
import { requireAlgorithm } from "./images";
import { algorithmOf, datasetOf } from "./job-list";
import { bucketOf } from "./workspace";

/** @throws AppError NotFound */
export async function requireJob(target: Target, name: string): Promise<JobFacts> {
  const job = await describeTrainingJob(target, name);
  if (!job) throw new AppError("NotFound", { detail: apiSentences.noJob(name) });
  return job;
}

const timesOf = (job: JobFacts) => ({
  createdAt: job.createdAt,
  startedAt: job.startedAt,
  endedAt: job.endedAt,
  trainingSeconds: job.trainingSeconds,
  billableSeconds: job.billableSeconds,
});

const machineOf = (job: JobFacts) => ({
  instanceType: job.instanceType,
  instanceCount: job.instanceCount,
  volumeGb: job.volumeGb,
  maxRuntimeSeconds: job.maxRuntimeSeconds,
});

/** Everything a job's page shows but its log and its curves. */
export async function getJob(target: Target, name: string): Promise<TrainingJobDetail> {
  const job = await requireJob(target, name);
  const outputUri = outputArchiveUri(job.outputPath, name);
  const parts = new AllowedParts();
  const [bucket, tags, outputSize, endpoints] = await Promise.all([
    bucketOf(target),
    parts.of(listTags(target, job.arn), {}),
    job.endedAt ? parts.of(archiveSize(target, outputUri), null) : null,
    job.modelUri ? parts.of(endpointsOfJob(target, name), []) : [],
  ]);
  const found = { facts: job, tags };
  return {
    name: job.name,
    arn: job.arn,
    status: job.status,
    secondaryStatus: job.secondaryStatus ?? job.status,
    kind: jobKind(job),
    phases: jobPhases(job),
    failure: failureCause(job.failureReason),
    ...timesOf(job),
    ...machineOf(job),
    image: job.image,
    algorithm: algorithmOf(found),
    dataset: datasetOf(found, bucket),
    role: job.role,
    hyperparameters: job.hyperparameters,
    channels: job.channels.map((channel) => ({
      ...channel,
      dataset: datasetOfUri(channel.uri, bucket),
    })),
    metrics: [...job.metrics],
    finalMetrics: [...job.finalMetrics],
    outputPath: job.outputPath,
    modelUri: job.modelUri,
    outputUri: outputSize === null ? null : outputUri,
    tags,
    endpoints,
    denied: parts.denied,
  };
}

/** The plan of a job, with what only the server looks up: the image and the output path. */
async function planOf(target: Target, body: CreateTrainingJobBody): Promise<TrainingJobPlan> {
  const [algorithm, bucket] = await Promise.all([
    requireAlgorithm(target, body.algorithm),
    bucketOf(target),
  ]);
  return {
    ...body,
    image: algorithm.image,
    outputPath: s3Uri({ bucket, key: OUTPUT_PREFIX }),
  };
}

export async function startJob(
  target: Target,
  body: CreateTrainingJobBody,
): Promise<{ name: string; arn: string }> {
  const arn = await createTrainingJob(target, await planOf(target, body));
  return { name: body.name, arn };
}

/** Asks AWS to stop the job; it is Stopping until its container has ended. */
export async function stopJob(
  target: Target,
  name: string,
): Promise<{ name: string; status: string }> {
  await stopTrainingJob(target, name);
  const { status } = await requireJob(target, name);
  return { name, status };
}

/** Gives the job a tag, or the tag it has another value. */
export async function tagJob(
  target: Target,
  name: string,
  { key, value }: TagJobBody,
): Promise<void> {
  const { arn } = await requireJob(target, name);
  await addTags(target, arn, { [key]: value });
}
