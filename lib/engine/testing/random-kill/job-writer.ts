import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import {
  CreateTrainingJobCommand,
  DeleteTrainingJobCommand,
  DescribeTrainingJobCommand,
  type DescribeTrainingJobResponse,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { TEST_BUCKET as Bucket } from "../probe-image.ts";
import { trainingRequest } from "../training.ts";
import { Cell, orAbsent, type Writer } from "./cell.ts";
import type { Random } from "./random.ts";
import { randomTags, seeTags, type Tags, toTagList } from "./resource-writer.ts";

interface Job {
  readonly nonce: string | undefined;
  readonly tags: Tags;
}

const ENDS = ["Completed", "Failed", "Stopped"];

const describe = (sagemaker: SageMakerClient, TrainingJobName: string) =>
  orAbsent(
    sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName })),
    "ValidationException",
  );

/** A job that is over has everything that belongs to its end. */
async function checkEnd(s3: S3Client, job: DescribeTrainingJobResponse): Promise<void> {
  const name = job.TrainingJobName ?? "";
  const { TrainingJobStatus: status = "", FailureReason: reason = "" } = job;
  if (status === "Failed" && !reason.includes("the engine stopped while the job ran"))
    throw new Error(`${name} failed: ${reason}`);
  if (status !== "Completed") return;
  const prefix = `s3://${Bucket}/`;
  const Key = job.ModelArtifacts?.S3ModelArtifacts?.replace(prefix, "");
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || !job.TrainingEndTime)
    throw new Error(`${name} is Completed, and its model is not there.`);
}

/** Runs short jobs with tags, deletes those that are over, and runs others of the same names. */
export function createJobWriter(image: string): Writer {
  const cells = ["job-a", "job-b", "job-c"].map(
    (name) => new Cell<Job | undefined>(name, undefined),
  );
  /** How jobs ended that were seen at their end, which must never change again. */
  const ends = new Map<string, string | undefined>();

  const create = (sagemaker: SageMakerClient, cell: Cell<Job | undefined>, random: Random) => {
    const job = { nonce: String(random.below(1_000_000)), tags: randomTags(random) };
    const request = trainingRequest(cell.name, image, {
      HyperParameters: { nonce: job.nonce },
      Tags: toTagList(job.tags),
    });
    return cell.write(job, () => sagemaker.send(new CreateTrainingJobCommand(request)));
  };
  const remove = (sagemaker: SageMakerClient, cell: Cell<Job | undefined>) => {
    const command = new DeleteTrainingJobCommand({ TrainingJobName: cell.name });
    ends.delete(cell.name);
    return cell.write(undefined, () => sagemaker.send(command));
  };
  const note = (name: string, job: DescribeTrainingJobResponse) => {
    const status: string = job.TrainingJobStatus ?? "";
    const before = ends.get(name);
    if (before !== undefined && before !== status)
      throw new Error(`${name} was ${before} and is ${status}.`);
    if (ENDS.includes(status)) ends.set(name, status);
    return ENDS.includes(status);
  };

  return {
    cells,
    async step({ sagemaker }, random) {
      const cell = random.pick(cells);
      if (!cell.state) await create(sagemaker, cell, random);
      else {
        const job = await describe(sagemaker, cell.name);
        if (job && note(cell.name, job)) await remove(sagemaker, cell);
      }
    },
    async settle({ sagemaker, s3 }) {
      for (const cell of cells) {
        const job = await describe(sagemaker, cell.name);
        const arn = job?.TrainingJobArn ?? "";
        const nonce = job?.HyperParameters?.["nonce"];
        cell.settle(job && { nonce, tags: await seeTags(sagemaker, arn) });
        if (job && note(cell.name, job)) await checkEnd(s3, job);
      }
    },
  };
}
