import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { SecondaryStatus } from "@aws-sdk/client-sagemaker";
import { removeTree, reopenTree } from "../../../runners/container-files.ts";
import type { ImageCatalogue } from "../../../runners/images.ts";
import type { Container, Exit, ResolvedImage, Runner } from "../../../runners/runner.ts";
import type { Clock } from "../../../state/clock.ts";
import { DISK_FULL, isDiskFull } from "../../../state/disk-full.ts";
import type { LogStore } from "../../../state/log-store.ts";
import type { MetricStore } from "../../../state/metric-store.ts";
import type { ObjectStore } from "../../../state/objects.ts";
import type { ResourceStore } from "../../../state/resource-store.ts";
import type { Timers } from "../../../state/timers.ts";
import { createLogWriter } from "../containers/log-writer.ts";
import { createContainerOutput } from "../containers/output.ts";
import { sampleUsage } from "../containers/usage-sampler.ts";
import type { TrainingJob } from "../records.ts";
import { uploadModel, uploadOutput } from "./artifacts.ts";
import { downloadChannel } from "./channels.ts";
import { algorithmError, causeOfFailure } from "./failure-reason.ts";
import { trainingEnvironment, writeInputConfig } from "./input-config.ts";
import { JobFailure } from "./job-failure.ts";
import { publishMetrics } from "./metric-publisher.ts";
import type { RunControl, StopReason } from "./run-control.ts";
import { MESSAGES, withTransition } from "./transitions.ts";

export interface TrainingDeps {
  readonly jobs: ResourceStore<TrainingJob>;
  readonly logs: LogStore;
  readonly metrics: MetricStore;
  readonly objects: ObjectStore;
  readonly images: ImageCatalogue;
  readonly runner: (image: ResolvedImage) => Promise<Runner>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: (line: string) => void;
  readonly newId: () => string;
  /** Each running container has a folder of its own in here. */
  readonly workDirectory: string;
  readonly region: string;
}

export const LOG_GROUP = "/aws/sagemaker/TrainingJobs";

export const ENGINE_STOPPED =
  "InternalServerError: the engine stopped while the job ran. Create the job again, for example with Clone.";

const DEFAULT_MAX_RUNTIME_SECONDS = 86_400;

/** Runs one job from Starting to its end; never rejects for what goes wrong inside of the job. */
export async function runTrainingJob(
  deps: TrainingDeps,
  name: string,
  control: RunControl,
): Promise<void> {
  const containerId = `train-${deps.newId()}`;
  const folder = join(deps.workDirectory, containerId);
  const run = { deps, name, control, containerId, folder, mlRoot: join(folder, "ml") };
  try {
    const prepared = await prepareRun(run);
    const { exit, tail } = await trainInContainer(run, prepared);
    await concludeRun(run, exit, tail);
  } catch (error) {
    // On a full disk this may be what makes room for the job's end.
    await removeFolder(run);
    concludeFailure(run, error);
  } finally {
    await removeFolder(run);
  }
}

const removeFolder = ({ deps, folder }: Run): Promise<void> =>
  removeTree(folder).catch((error: Error) => deps.log(error.message));

interface Run {
  readonly deps: TrainingDeps;
  readonly name: string;
  readonly control: RunControl;
  readonly containerId: string;
  readonly folder: string;
  readonly mlRoot: string;
}

interface Prepared {
  readonly job: TrainingJob;
  readonly image: ResolvedImage;
  readonly runner: Runner;
}

function step(
  { deps: { jobs, clock }, name }: Run,
  status: SecondaryStatus,
  message: string,
  patch: Partial<TrainingJob> = {},
): TrainingJob {
  const job = jobs.update(name, (before) => ({
    ...withTransition(before, clock.now(), status, message),
    ...patch,
  }));
  if (!job) throw new Error(`There is no training job ${name}.`);
  return job;
}

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
  for (const channel of job.request.InputDataConfig ?? [])
    await downloadChannel(deps.objects, channel, mlRoot, control.signal);
  const progress = (line: string) => void step(run, "Downloading", line);
  await runner.prepare(image, progress, control.signal).catch((error: unknown) => {
    control.signal.throwIfAborted();
    throw new JobFailure(`ClientError: the image could not be prepared: ${messageOf(error)}`);
  });
  control.signal.throwIfAborted();
  step(run, "Training", MESSAGES.image);
  return { job, image, runner };
}

async function trainInContainer(run: Run, { job, image, runner }: Prepared) {
  const { deps, control, name, mlRoot, containerId } = run;
  const stream = `${name}/algo-1-${Math.floor(deps.clock.now().getTime() / 1000)}`;
  const publisher = publishMetrics(deps, job);
  const writer = createLogWriter(deps, LOG_GROUP, stream);
  const output = createContainerOutput(writer, publisher.take);
  const { ContainerEntrypoint, ContainerArguments } = job.request.AlgorithmSpecification ?? {};
  const container = await runner
    .start({
      id: containerId,
      image,
      command: "train",
      ...(ContainerEntrypoint && { entrypoint: ContainerEntrypoint }),
      ...(ContainerArguments && { arguments: ContainerArguments }),
      environment: trainingEnvironment(job, deps.region),
      mlRoot,
      hosts: ["algo-1"],
      network: job.request.EnableNetworkIsolation ? "none" : "host",
      onOutput: output.onOutput,
    })
    .catch((error: unknown) => {
      output.end();
      publisher.end();
      throw new JobFailure(`ClientError: the container could not be started: ${messageOf(error)}`);
    });
  control.attach(container);
  const exit = await superviseContainer(run, job, container).finally(() => {
    output.end();
    publisher.end();
  });
  return { exit, tail: output.tail() };
}

async function superviseContainer(run: Run, job: TrainingJob, container: Container): Promise<Exit> {
  const { deps, control, name, folder } = run;
  try {
    step(run, "Training", MESSAGES.training, { startedAt: deps.clock.now() });
  } catch (error) {
    await container.stop(0);
    throw error;
  }
  const seconds = job.request.StoppingCondition?.MaxRuntimeInSeconds ?? DEFAULT_MAX_RUNTIME_SECONDS;
  const cancelLimit = deps.timers.after(seconds * 1000, () => control.stop("max-runtime"));
  const endSampling = sampleUsage(deps, {
    namespace: LOG_GROUP,
    dimensions: { Host: `${name}/algo-1` },
    container,
    folder,
  });
  const exit = await container.exited;
  cancelLimit();
  endSampling();
  return exit;
}

async function concludeRun(run: Run, exit: Exit, tail: readonly string[]): Promise<void> {
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
