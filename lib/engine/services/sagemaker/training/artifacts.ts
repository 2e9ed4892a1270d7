import { addAbortSignal } from "node:stream";
import type { ObjectStore } from "../../../state/objects.ts";
import { archiveStream, listMembers, realFolder } from "../containers/archive.ts";
import { parseS3Uri, type S3Location, s3Below, toS3Uri } from "../containers/s3-uri.ts";
import type { TrainingJob } from "../records.ts";
import { JobFailure } from "./job-failure.ts";

const ARCHIVE = { contentType: "application/gzip" };

/** Uploads what the container left in /opt/ml/model; answers the archive's S3 URI. */
export async function uploadModel(
  objects: ObjectStore,
  job: TrainingJob,
  mlRoot: string,
  signal: AbortSignal,
): Promise<string> {
  const folder = await realFolder(mlRoot, "model");
  const members = folder ? await listMembers(folder) : [];
  const { bucket, key } = archiveOf(job, "model.tar.gz");
  await objects.put(bucket, key, addAbortSignal(signal, archiveStream(members)), ARCHIVE);
  return toS3Uri({ bucket, key });
}

/** Uploads /opt/ml/output/data, and the failure file beside it, when there is anything. */
export async function uploadOutput(
  objects: ObjectStore,
  job: TrainingJob,
  mlRoot: string,
  signal: AbortSignal,
): Promise<void> {
  const data = await realFolder(mlRoot, "output", "data");
  const output = await realFolder(mlRoot, "output");
  const members = data ? await listMembers(data) : [];
  if (output) {
    const beside = await listMembers(output);
    members.push(...beside.filter(({ name }) => name === "failure"));
  }
  if (members.length === 0) return;
  const { bucket, key } = archiveOf(job, "output.tar.gz");
  await objects.put(bucket, key, addAbortSignal(signal, archiveStream(members)), ARCHIVE);
}

function archiveOf(job: TrainingJob, file: string): S3Location {
  const uri = job.request.OutputDataConfig?.S3OutputPath ?? "";
  const location = parseS3Uri(uri);
  if (!location) throw new JobFailure(`ClientError: ${uri} is not an S3 URI.`);
  return s3Below(location, job.name, "output", file);
}
