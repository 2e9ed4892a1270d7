import type { SecondaryStatus } from "@aws-sdk/client-sagemaker";
import { removeTree, reopenTree } from "../../../runners/container-files.ts";
import { DISK_FULL, isDiskFull } from "../../../state/disk-full.ts";
import { uploadModel, uploadOutput } from "./artifacts.ts";
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

/** Runs one job to its end, from Starting or from where an earlier engine was with it; never rejects for what goes wrong inside of the job. */
export async function runTrainingJob(
  deps: TrainingDeps,
  name: string,
  control: RunControl,
): Promise<void> {
  const job = deps.jobs.get(name);
  if (!job) return;
  const run = createRun(deps, job, control);
  let outcome: Outcome | undefined;
  try {
    outcome = job.containers
      ? await goOnOnHosts(run)
      : await trainOnHosts(run, await prepareRun(run));
    if (!outcome) throw new JobFailure(ENGINE_STOPPED);
    await concludeRun(run, outcome);
  } catch (error) {
    // On a full disk this may be what makes room for the job's end.
    await removeFolders(run);
    concludeFailure(run, error);
  } finally {
    await outcome?.discard();
    await removeFolders(run);
  }
}

async function removeFolders({ deps, hosts }: Run): Promise<void> {
  for (const { folder } of hosts)
    await removeTree(folder).catch((error: Error) => deps.log(error.message));
}

async function concludeRun(run: Run, { failed, broken }: Outcome): Promise<void> {
  const { deps, control, hosts, name } = run;
  if (control.reason() === "engine-stop") throw new JobFailure(ENGINE_STOPPED);
  const job = step(run, "Uploading", MESSAGES.uploading);
  for (const { mlRoot } of hosts) await reopenTree(mlRoot);
  const roots = hosts.map(({ mlRoot }) => mlRoot);
  const outputKept = uploadOutput(deps.objects, job, roots, control.engineEnds);
  if (failed) {
    // Why the algorithm failed matters more than what became of its output.
    await outputKept.catch((error: Error) => deps.log(`Training job ${name}: ${error.message}`));
    const cause = await causeOfFailure(failed.run.mlRoot, failed.tail);
    throw new JobFailure(algorithmError(cause, failed.exit));
  }
  await outputKept;
  if (broken) throw broken;
  const modelArtifacts = await uploadModel(deps.objects, job, roots, control.engineEnds);
  // A job that is asked to stop while its artifacts are uploaded ends Stopped, with all of them.
  const [status, message] = endOf(control.reason());
  step(run, status, message, { modelArtifacts });
}

function endOf(reason: StopReason | undefined): [SecondaryStatus, string] {
  if (reason === "max-runtime") return ["MaxRuntimeExceeded", MESSAGES.maxRuntime];
  return reason === "user" ? ["Stopped", MESSAGES.stopped] : ["Completed", MESSAGES.completed];
}

function concludeFailure(run: Run, error: unknown): void {
  const reason = run.control.reason();
  const stoppedEarly = !(error instanceof JobFailure) && run.control.signal.aborted;
  if (stoppedEarly && reason === "user") {
    step(run, "Stopped", MESSAGES.stopped);
    return;
  }
  const failureReason =
    reason === "engine-stop" ? ENGINE_STOPPED : failureReasonOf(error).slice(0, 1024);
  step(run, "Failed", MESSAGES.failed, { failureReason });
}

function failureReasonOf(error: unknown): string {
  if (error instanceof JobFailure) return error.message;
  return `InternalServerError: ${isDiskFull(error) ? DISK_FULL : messageOf(error)}`;
}
