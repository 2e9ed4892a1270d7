import type { SecondaryStatus } from "@aws-sdk/client-sagemaker";
import { removeTree, reopenTree } from "../../../runners/container-files.ts";
import { DISK_FULL, isDiskFull } from "../../../state/disk-full.ts";
import { uploadModel, uploadOutput } from "./artifacts.ts";
import { isSpot, mayRetry, withoutContainers } from "./attempts.ts";
import { goOnOnHosts, type Outcome, trainOnHosts } from "./cluster-run.ts";
import { algorithmError, causeOfFailure } from "./failure-reason.ts";
import { JobFailure } from "./job-failure.ts";
import { prepareRun } from "./prepare.ts";
import type { RunControl, StopReason } from "./run-control.ts";
import {
  createRun,
  ENGINE_STOPPED,
  messageOf,
  type Run,
  step,
  type TrainingDeps,
} from "./training-run.ts";
import { MESSAGES } from "./transitions.ts";

type Place = Pick<Run, "deps" | "name">;

/**
 * Runs one job, from Starting or from where an earlier engine was with it, to its end; true when it is
 * to run once more. Never rejects for what goes wrong inside of the job.
 */
export async function runTrainingJob(
  deps: TrainingDeps,
  name: string,
  control: RunControl,
): Promise<boolean> {
  const job = deps.jobs.get(name);
  if (!job) return false;
  const run = createRun(deps, job, control);
  try {
    if (!job.leftovers) {
      const isOver = await trainOnce(run, job.containers !== undefined);
      if (isOver !== undefined) return isOver;
    }
    await uploadLeftovers(run);
    return false;
  } catch (error) {
    // The next engine goes on with what is in the folders.
    if (control.engineEnds.aborted && deps.jobs.get(name)?.leftovers) return false;
    // On a full disk this may be what makes room for the job's end.
    await removeFolders(run);
    return concludeFailure(run, error);
  } finally {
    if (!deps.jobs.get(name)?.leftovers) await removeFolders(run);
  }
}

/** Undefined when what the containers left is to be uploaded; else whether the job is to run once more. */
async function trainOnce(run: Run, isGoingOn: boolean): Promise<boolean | undefined> {
  const outcome = isGoingOn
    ? await goOnOnHosts(run)
    : await trainOnHosts(run, await prepareRun(run));
  const reason = run.control.reason();
  try {
    if (!outcome || reason === "engine-stop") return engineEnded(run);
    if (reason === "interrupt") return interrupted(run);
    await keepLeftovers(run, outcome);
    return undefined;
  } finally {
    await outcome?.discard();
  }
}

async function removeFolders({ deps, hosts }: Run): Promise<void> {
  for (const { folder } of hosts)
    await removeTree(folder).catch((error: Error) => deps.log(error.message));
}

/** Notes how the containers ended, so that nothing but their folders is needed from here on. */
async function keepLeftovers(run: Run, { failed, broken }: Outcome): Promise<void> {
  const { control, hosts } = run;
  for (const { mlRoot } of hosts) await reopenTree(mlRoot);
  const reason = control.reason();
  const failureReason = failed
    ? algorithmError(await causeOfFailure(failed.run.mlRoot, failed.tail), failed.exit)
    : broken?.message;
  const leftovers = {
    ids: hosts.map(({ containerId }) => containerId),
    ...(reason && { reason }),
    ...(failureReason !== undefined && { failureReason }),
  };
  step(run, "Uploading", MESSAGES.uploading, (job, now) => ({
    ...withoutContainers(job, now),
    leftovers,
  }));
}

async function uploadLeftovers(run: Run): Promise<void> {
  const { deps, control, hosts, name } = run;
  const job = deps.jobs.get(name);
  if (!job?.leftovers) throw new Error(`The training job ${name} left nothing to upload.`);
  const { failureReason, reason } = job.leftovers;
  const roots = hosts.map(({ mlRoot }) => mlRoot);
  const outputKept = uploadOutput(deps.objects, job, roots, control.engineEnds);
  if (failureReason !== undefined) {
    // Why the algorithm failed matters more than what became of its output.
    await outputKept.catch((error: Error) => deps.log(`Training job ${name}: ${error.message}`));
    control.engineEnds.throwIfAborted();
    throw new JobFailure(failureReason);
  }
  await outputKept;
  const modelArtifacts = await uploadModel(deps.objects, job, roots, control.engineEnds);
  // A job that is asked to stop while its artifacts are uploaded ends Stopped, with all of them.
  const [status, message] = endOf(reason ?? control.reason());
  step(run, status, message, (before, now) => ({
    ...withoutContainers(before, now),
    modelArtifacts,
  }));
}

export function endOf(reason: StopReason | undefined): [SecondaryStatus, string] {
  if (reason === "max-runtime") return ["MaxRuntimeExceeded", MESSAGES.maxRuntime];
  if (reason === "max-wait") return ["MaxWaitTimeExceeded", MESSAGES.maxWait];
  return reason === "user" ? ["Stopped", MESSAGES.stopped] : ["Completed", MESSAGES.completed];
}

function concludeFailure(run: Run, error: unknown): boolean {
  const reason = run.control.reason();
  if (reason === "engine-stop") return engineEnded(run);
  const stoppedEarly = !(error instanceof JobFailure) && run.control.signal.aborted;
  if (stoppedEarly && reason === "interrupt") return interrupted(run);
  if (stoppedEarly && reason) {
    const [status, message] = endOf(reason);
    step(run, status, message, withoutContainers);
    return false;
  }
  return failed(run, failureReasonOf(error).slice(0, 1024));
}

function failureReasonOf(error: unknown): string {
  if (error instanceof JobFailure) return error.message;
  return `InternalServerError: ${isDiskFull(error) ? DISK_FULL : messageOf(error)}`;
}

/** RetryStrategy is for what is not the job's fault. */
function failed(run: Place, failureReason: string): boolean {
  const job = run.deps.jobs.get(run.name);
  if (job && mayRetry(job) && failureReason.startsWith("InternalServerError"))
    return restarting(run, failureReason);
  step(run, "Failed", MESSAGES.failed, (before, now) => ({
    ...withoutContainers(before, now),
    failureReason,
  }));
  return false;
}

function restarting(run: Place, cause: string): boolean {
  step(run, "Restarting", `Restarting after ${cause}`, (job, now) => ({
    ...withoutContainers(job, now),
    restarts: (job.restarts ?? 0) + 1,
  }));
  return true;
}

function interrupted(run: Place): boolean {
  step(run, "Interrupted", MESSAGES.interrupted, withoutContainers);
  return true;
}

const BEFORE_PREPARING: readonly SecondaryStatus[] = [
  "Starting",
  "Pending",
  "Interrupted",
  "Restarting",
];

/** What the end of an engine is to a job whose containers, if it had any, ended with it. */
export function engineEnded(run: Place): boolean {
  const job = run.deps.jobs.get(run.name);
  if (job?.status === "Stopping") {
    step(run, "Stopped", MESSAGES.stopped, withoutContainers);
    return false;
  }
  if (job && !job.runningSince) {
    // Whoever waited waits on.
    if (!BEFORE_PREPARING.includes(job.secondaryStatus))
      step(run, "Starting", MESSAGES.starting, withoutContainers);
    return true;
  }
  return job && isSpot(job) ? interrupted(run) : failed(run, ENGINE_STOPPED);
}
