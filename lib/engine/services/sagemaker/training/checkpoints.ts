import { constants } from "node:fs";
import { type FileHandle, mkdir, open, readlink } from "node:fs/promises";
import { join, posix } from "node:path";
import type { Mount } from "../../../runners/runner.ts";
import type { ObjectStore } from "../../../state/objects.ts";
import { type ArchiveMember, listMembers, realFolder } from "../containers/archive.ts";
import { parseS3Uri, type S3Location, s3Below } from "../containers/s3-uri.ts";
import type { TrainingJob } from "../records.ts";
import { copyFiles } from "../s3-data/copy-files.ts";
import { listDataFiles } from "../s3-data/data-files.ts";
import { failingJob } from "./job-failure.ts";
import type { HostRun, TrainingDeps } from "./training-run.ts";

const ROOT = "/opt/ml";
const DEFAULT_PATH = "/opt/ml/checkpoints";
const SYNC_MS = 2000;

/** Where an instance's checkpoints are, on this machine and inside. */
interface CheckpointPlace {
  /** The container's folder that they are in, and the way to them from there. */
  readonly root: string;
  readonly segments: readonly string[];
  readonly target: string;
}

function placeOf({ request }: TrainingJob, { folder, mlRoot }: HostRun): CheckpointPlace {
  const target = posix
    .normalize(request.CheckpointConfig?.LocalPath ?? DEFAULT_PATH)
    .replace(/\/$/, "");
  return target.startsWith(`${ROOT}/`)
    ? { root: mlRoot, segments: target.slice(ROOT.length + 1).split("/"), target }
    : { root: folder, segments: ["checkpoints"], target };
}

/** What has to be mounted where the checkpoints are not below /opt/ml. */
export function checkpointMounts(job: TrainingJob, host: HostRun): readonly Mount[] {
  if (!job.request.CheckpointConfig) return [];
  const { root, segments, target } = placeOf(job, host);
  return target.startsWith(`${ROOT}/`)
    ? []
    : [{ source: join(root, ...segments), target, readOnly: false }];
}

/** Brings back what an earlier run of the job, or another job, left under CheckpointConfig's S3Uri. */
export async function restoreCheckpoints(
  objects: ObjectStore,
  job: TrainingJob,
  host: HostRun,
  signal: AbortSignal,
): Promise<void> {
  const { CheckpointConfig: config } = job.request;
  if (!config) return;
  const { root, segments } = placeOf(job, host);
  const folder = join(root, ...segments);
  await mkdir(folder, { recursive: true });
  const S3Uri = `${config.S3Uri?.replace(/\/+$/, "")}/`;
  const { bucket = "", key = "" } = parseS3Uri(S3Uri) ?? {};
  // There are none at the first start.
  if (objects.list(bucket, { prefix: key, limit: 1 }).length === 0) return;
  const files = listDataFiles(objects, { S3DataType: "S3Prefix", S3Uri });
  await failingJob(copyFiles(objects, files, { folder, isPacked: false }, signal));
}

/** Copies an instance's checkpoints to S3 again and again; the answer does so once more and ends it. */
export function keepCheckpoints(
  deps: Pick<TrainingDeps, "objects" | "timers" | "log">,
  job: TrainingJob,
  host: HostRun,
): () => Promise<void> {
  const target = parseS3Uri(job.request.CheckpointConfig?.S3Uri ?? "");
  if (!target) return async () => undefined;
  const place = placeOf(job, host);
  const kept = new Map<string, string>();
  const copy = () =>
    copyCheckpoints(deps.objects, place, target, kept).catch((error: Error) =>
      deps.log(`Checkpoints of training job ${job.name}: ${error.message}`),
    );
  let copying: Promise<void> | undefined;
  const cancel = deps.timers.every(SYNC_MS, () => {
    copying ??= copy().finally(() => {
      copying = undefined;
    });
  });
  return async () => {
    cancel();
    await copying;
    await copy();
  };
}

/** Copies what has changed since `kept` was noted. */
async function copyCheckpoints(
  objects: ObjectStore,
  { root, segments }: CheckpointPlace,
  target: S3Location,
  kept: Map<string, string>,
): Promise<void> {
  const folder = await realFolder(root, ...segments);
  for (const member of folder === undefined ? [] : await listMembers(folder)) {
    // One that was renamed or deleted meanwhile is seen the next time, or never again.
    const file = await openInside(root, member).catch(() => undefined);
    try {
      if (file) await copyFile(objects, file, { member, target, kept });
    } finally {
      await file?.close();
    }
  }
}

async function copyFile(
  objects: ObjectStore,
  file: FileHandle,
  {
    member,
    target,
    kept,
  }: {
    readonly member: ArchiveMember;
    readonly target: S3Location;
    readonly kept: Map<string, string>;
  },
): Promise<void> {
  const { size, mtimeMs } = await file.stat();
  const state = `${size} ${mtimeMs}`;
  if (kept.get(member.name) === state) return;
  const { bucket, key } = s3Below(target, member.name);
  const bytes =
    size === 0
      ? new Uint8Array()
      : file.createReadStream({ start: 0, end: size - 1, autoClose: false });
  await objects.put(bucket, key, bytes as AsyncIterable<Uint8Array> | Uint8Array);
  kept.set(member.name, state);
}

/**
 * Opens a file that the container may put something else in the place of at any moment: what was
 * opened has to be inside of its folder.
 */
async function openInside(root: string, { path }: ArchiveMember): Promise<FileHandle> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  const isFile = (await file.stat()).isFile();
  const opened =
    process.platform === "linux" ? await readlink(`/proc/self/fd/${file.fd}`) : `${root}/`;
  if (isFile && opened.startsWith(`${root}/`)) return file;
  await file.close();
  throw new Error("The checkpoint is not a file of the container's own.");
}
