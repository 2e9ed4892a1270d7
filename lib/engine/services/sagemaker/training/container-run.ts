import type { Container, Exit, ResolvedImage, Runner } from "../../../runners/runner.ts";
import { createLogWriter } from "../containers/log-writer.ts";
import { type ContainerOutput, createContainerOutput } from "../containers/output.ts";
import { storedLines } from "../containers/stored-lines.ts";
import { sampleUsage } from "../containers/usage-sampler.ts";
import type { TrainingJob } from "../records.ts";
import { trainingEnvironment } from "./input-config.ts";
import { JobFailure } from "./job-failure.ts";
import { publishMetrics } from "./metric-publisher.ts";
import { LOG_GROUP, messageOf, type Run, step } from "./training-run.ts";
import { MESSAGES } from "./transitions.ts";

const DEFAULT_MAX_RUNTIME_SECONDS = 86_400;

/** A job whose container can be started. */
export interface Prepared {
  readonly job: TrainingJob;
  readonly image: ResolvedImage;
  readonly runner: Runner;
}

/** How a job's container ended. */
export interface Outcome {
  readonly exit: Exit;
  /** The last lines it printed. */
  readonly tail: readonly string[];
  /** Forgets the container; until then, another engine could go on with it. */
  discard(): Promise<void>;
}

export async function trainInContainer(
  run: Run,
  { job, image, runner }: Prepared,
): Promise<Outcome> {
  const { deps, name, mlRoot, containerId } = run;
  const logStream = `${name}/algo-1-${Math.floor(deps.clock.now().getTime() / 1000)}`;
  const output = takeOutput(run, job, logStream);
  const { ContainerEntrypoint, ContainerArguments } = job.request.AlgorithmSpecification ?? {};
  if (runner.adopt) deps.jobs.update(name, withContainer({ id: containerId, logStream }));
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
      throw new JobFailure(`ClientError: the container could not be started: ${messageOf(error)}`);
    });
  try {
    step(run, "Training", MESSAGES.training, { startedAt: deps.clock.now() });
  } catch (error) {
    await container.stop(0);
    output.end();
    throw error;
  }
  return supervise(run, container, output);
}

const withContainer = (container: TrainingJob["container"]) => (job: TrainingJob) => ({
  ...job,
  ...(container && { container }),
});

/** Goes on with the container that an earlier engine started; undefined when it is not there any more. */
export async function goOnInContainer(run: Run): Promise<Outcome | undefined> {
  const { deps, name, mlRoot, control } = run;
  const job = deps.jobs.get(name);
  if (!job?.container) return undefined;
  const { id, logStream } = job.container;
  // All of it comes again, of which some is written down already.
  const known = storedLines(deps.logs, LOG_GROUP, logStream);
  const output = takeOutput(run, job, logStream, known);
  const container = await deps.adopt({ id, mlRoot, onOutput: output.onOutput });
  if (!container) {
    output.end();
    return undefined;
  }
  if (job.status === "Stopping") control.stop("user");
  return supervise(run, container, output);
}

/** A container's lines on their way to the job's log and metrics. */
function takeOutput(
  { deps }: Run,
  job: TrainingJob,
  logStream: string,
  isKnown?: (line: string) => boolean,
): ContainerOutput {
  const publisher = publishMetrics(deps, job);
  const writer = createLogWriter(deps, LOG_GROUP, logStream);
  const output = createContainerOutput(writer, publisher.take, isKnown);
  return {
    ...output,
    end() {
      output.end();
      publisher.end();
    },
  };
}

async function supervise(
  run: Run,
  container: Container,
  output: ContainerOutput,
): Promise<Outcome> {
  const { deps, control, name, folder } = run;
  control.attach(container);
  const cancelLimit = deps.timers.after(timeLeft(run), () => control.stop("max-runtime"));
  const endSampling = sampleUsage(deps, {
    namespace: LOG_GROUP,
    dimensions: { Host: `${name}/algo-1` },
    container,
    folder,
  });
  const exit = await container.exited;
  cancelLimit();
  endSampling();
  output.end();
  return { exit, tail: output.tail(), discard: async () => container.discard?.() };
}

/** Milliseconds that the job may still run. */
function timeLeft({ deps: { jobs, clock }, name }: Run): number {
  const { request, startedAt } = jobs.get(name) ?? {};
  const seconds = request?.StoppingCondition?.MaxRuntimeInSeconds ?? DEFAULT_MAX_RUNTIME_SECONDS;
  const elapsed = clock.now().getTime() - (startedAt ?? clock.now()).getTime();
  return Math.max(seconds * 1000 - elapsed, 0);
}
