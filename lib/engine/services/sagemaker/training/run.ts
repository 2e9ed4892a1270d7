import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { SecondaryStatus } from "@aws-sdk/client-sagemaker";
import { removeTree, reopenTree } from "../../../runners/container-files.ts";
import { DISK_FULL, isDiskFull } from "../../../state/disk-full.ts";
import { uploadModel, uploadOutput } from "./artifacts.ts";
import { downloadChannels } from "./channels/host-channels.ts";
import { goOnInContainer, type Outcome, type Prepared, trainInContainer } from "./container-run.ts";
import { algorithmError, causeOfFailure } from "./failure-reason.ts";
import { hostsOf } from "./hosts.ts";
import { writeInputConfig } from "./input-config.ts";
import { JobFailure } from "./job-failure.ts";
import type { RunControl, StopReason } from "./run-control.ts";
import { ENGINE_STOPPED, messageOf, type Run, step, type TrainingDeps } from "./training-run.ts";
import { MESSAGES } from "./transitions.ts";

/** Runs one job to its end, from Starting or from where an earlier engine was with it; never rejects for what goes wrong inside of the job. */
export async function runTrainingJob(
  deps: TrainingDeps,
  name: string,
  control: RunControl,
): Promise<void> {
  const started = deps.jobs.get(name)?.container;
  const containerId = started?.id ?? `train-${deps.newId()}`;
  const folder = join(deps.workDirectory, containerId);
  const run = { deps, name, control, containerId, folder, mlRoot: join(folder, "ml") };
  let outcome: Outcome | undefined;
  try {
    outcome = started
      ? await goOnInContainer(run)
      : await trainInContainer(run, await prepareRun(run));
    if (!outcome) throw new JobFailure(ENGINE_STOPPED);
    await concludeRun(run, outcome);
  } catch (error) {
    // On a full disk this may be what makes room for the job's end.
    await removeFolder(run);
    concludeFailure(run, error);
  } finally {
    await outcome?.discard();
    await removeFolder(run);
  }
}

const removeFolder = ({ deps, folder }: Run): Promise<void> =>
  removeTree(folder).catch((error: Error) => deps.log(error.message));

async function prepareRun(run: Run): Promise<Prepared> {
  const { deps, control, mlRoot } = run;
  const wanted = deps.jobs.get(run.name)?.image ?? "";
  const image = await deps.images.resolve(wanted);
  if (!image) throw new JobFailure(`ClientError: Cannot pull image ${wanted}: it does not exist.`);
  const runner = await deps.runner(image);
  const { name, isolation } = runner;
  // Whoever looks at the job must see when its code runs with the user's own rights.
  const warning = name === "process" ? `. ${isolation}` : "";
  const job = step(run, "Starting", `${MESSAGES.preparing}${warning}`);
  await mkdir(mlRoot, { recursive: true });
  await writeInputConfig(mlRoot, job);
  control.signal.throwIfAborted();
  step(run, "Downloading", MESSAGES.downloading);
  const hosts = hostsOf(job.request.ResourceConfig);
  for (const host of hosts)
    await downloadChannels(deps.objects, job, { host, hosts, mlRoot }, control.signal);
  const progress = (line: string) => void step(run, "Downloading", line);
  await runner.prepare(image, progress, control.signal).catch((error: unknown) => {
    control.signal.throwIfAborted();
    throw new JobFailure(`ClientError: the image could not be prepared: ${messageOf(error)}`);
  });
  control.signal.throwIfAborted();
  step(run, "Training", MESSAGES.image);
  return { job, image, runner };
}

async function concludeRun(run: Run, { exit, tail }: Outcome): Promise<void> {
  const { deps, control, mlRoot, name } = run;
  const reason = control.reason();
  if (reason === "engine-stop") throw new JobFailure(ENGINE_STOPPED);
  const job = step(run, "Uploading", MESSAGES.uploading);
  await reopenTree(mlRoot);
  const outputKept = uploadOutput(deps.objects, job, mlRoot, control.engineEnds);
  if (reason === undefined && exit.code !== 0) {
    // Why the algorithm failed matters more than what became of its output.
    await outputKept.catch((error: Error) => deps.log(`Training job ${name}: ${error.message}`));
    throw new JobFailure(algorithmError(await causeOfFailure(mlRoot, tail), exit));
  }
  await outputKept;
  const modelArtifacts = await uploadModel(deps.objects, job, mlRoot, control.engineEnds);
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
