import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import type { ObjectStore } from "../../../state/objects.ts";
import {
  type ArchiveMember,
  archive,
  findMember,
  listMembers,
  realFolder,
} from "../containers/archive.ts";
import { parseS3Uri, type S3Location, s3Below, toS3Uri } from "../containers/s3-uri.ts";
import { wordsOf } from "../containers/system-error.ts";
import type { TrainingJob } from "../records.ts";
import { JobFailure } from "./job-failure.ts";

/**
 * Uploads what the instances left in /opt/ml/model; answers the S3 URI of the archive, or of the folder
 * where OutputDataConfig asks for files as they are.
 */
export function uploadModel(
  objects: ObjectStore,
  job: TrainingJob,
  roots: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const isPacked = job.request.OutputDataConfig?.CompressionType !== "NONE";
  const target = isPacked ? archiveOf(job, "model.tar.gz") : archiveOf(job, "model/");
  return saying("/opt/ml/model", signal, async () => {
    if (!isPacked) {
      for (const member of await mergedMembers(roots, "model"))
        await putFile(objects, s3Below(target, member.name), member, signal);
      return toS3Uri(target);
    }
    await put(objects, target, await mergedMembers(roots, "model"), signal);
    return toS3Uri(target);
  });
}

/** Uploads /opt/ml/output/data, and the failure file beside it, when there is anything. */
export function uploadOutput(
  objects: ObjectStore,
  job: TrainingJob,
  roots: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const target = archiveOf(job, "output.tar.gz");
  return saying("/opt/ml/output/data", signal, async () => {
    const failures = await Promise.all(roots.map(failureFile));
    const members = [
      ...(await mergedMembers(roots, "output", "data")),
      ...failures.filter((member) => member !== undefined).slice(0, 1),
    ];
    if (members.length > 0) await put(objects, target, members, signal);
  });
}

/** The files below a folder of all instances; where several have a name, the first instance's counts. */
async function mergedMembers(
  roots: readonly string[],
  ...segments: readonly string[]
): Promise<readonly ArchiveMember[]> {
  const byName = new Map<string, ArchiveMember>();
  for (const root of roots) {
    const folder = await realFolder(root, ...segments);
    for (const member of folder ? await listMembers(folder) : [])
      if (!byName.has(member.name)) byName.set(member.name, member);
  }
  return [...byName.values()];
}

async function failureFile(root: string): Promise<ArchiveMember | undefined> {
  const folder = await realFolder(root, "output");
  return folder === undefined ? undefined : findMember(folder, "failure");
}

async function put(
  objects: ObjectStore,
  { bucket, key }: S3Location,
  members: readonly ArchiveMember[],
  signal: AbortSignal,
): Promise<void> {
  await objects.put(bucket, key, archive(members, signal), { contentType: "application/gzip" });
}

async function putFile(
  objects: ObjectStore,
  { bucket, key }: S3Location,
  { path }: ArchiveMember,
  signal: AbortSignal,
): Promise<void> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  // It closes the file with its last byte.
  await objects.put(bucket, key, addAbortSignal(signal, file.createReadStream()));
}

const CAUSES: Readonly<Record<string, string>> = {
  EACCES: "this user may not read all of what the container wrote there",
  ENAMETOOLONG: "folders are nested deeper there than a path may be long",
  ENOSPC: "no space left on the disk",
};

/** Runs an upload; what the container did to its files fails the job in words about them. */
async function saying<T>(
  folder: string,
  signal: AbortSignal,
  upload: () => Promise<T>,
): Promise<T> {
  try {
    return await upload();
  } catch (error) {
    signal.throwIfAborted();
    const cause = wordsOf(error, CAUSES);
    throw new JobFailure(`ClientError: Artifact upload failed for ${folder}: ${cause}`);
  }
}

function archiveOf(job: TrainingJob, file: string): S3Location {
  const uri = job.request.OutputDataConfig?.S3OutputPath ?? "";
  const location = parseS3Uri(uri);
  if (!location) throw new JobFailure(`ClientError: ${uri} is not an S3 URI.`);
  return s3Below(location, job.name, "output", file);
}
