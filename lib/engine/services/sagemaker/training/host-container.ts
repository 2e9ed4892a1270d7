import type {
  Container,
  ContainerSpec,
  Exit,
  Mount,
  PeerNetwork,
} from "../../../runners/runner.ts";
import { createLogWriter } from "../containers/log-writer.ts";
import { type ContainerOutput, createContainerOutput } from "../containers/output.ts";
import { storedLines } from "../containers/stored-lines.ts";
import { sampleUsage } from "../containers/usage-sampler.ts";
import type { TrainingJob } from "../records.ts";
import { channelFolder, channelsOf } from "./channels/host-channels.ts";
import { openPipes, type Pipes } from "./channels/pipe/pipes.ts";
import { checkpointMounts, keepCheckpoints } from "./checkpoints.ts";
import { trainingEnvironment } from "./input-config.ts";
import type { MetricPublisher } from "./metric-publisher.ts";
import type { Prepared } from "./prepare.ts";
import { type HostRun, LOG_GROUP, type Run } from "./training-run.ts";

/** A job's container on one instance. */
export interface HostContainer {
  readonly run: HostRun;
  readonly container: Container;
  readonly output: ContainerOutput;
  /** Of its channels in Pipe mode; a container that an earlier engine started has none. */
  readonly pipes?: Pipes;
}

/** How a job's container ended. */
export interface HostOutcome {
  readonly run: HostRun;
  readonly exit: Exit;
  /** The last lines it printed. */
  readonly tail: readonly string[];
}

/** `<job>/algo-1-<seconds since 1970>` */
export const logStreamOf = (run: Run, { host }: HostRun): string =>
  `${run.name}/${host.name}-${Math.floor(run.deps.clock.now().getTime() / 1000)}`;

/** Starts `train` on one instance; rejects with cause and fix when that cannot be. */
export async function startHost(
  run: Run,
  host: HostRun,
  { job, image, runner }: Prepared,
  shared: {
    readonly logStream: string;
    readonly publisher: MetricPublisher;
    readonly peers: PeerNetwork | undefined;
  },
): Promise<HostContainer> {
  const { ContainerEntrypoint, ContainerArguments } = job.request.AlgorithmSpecification ?? {};
  const pipes = await openPipes(run.deps.objects, job, host);
  const output = takeOutput(run, shared.logStream, shared.publisher);
  const spec: ContainerSpec = {
    id: host.containerId,
    image,
    command: "train",
    ...(ContainerEntrypoint && { entrypoint: ContainerEntrypoint }),
    ...(ContainerArguments && { arguments: ContainerArguments }),
    environment: trainingEnvironment(job, run.deps.region),
    mlRoot: host.mlRoot,
    hosts: [host.host.name],
    network: job.request.EnableNetworkIsolation ? "none" : "host",
    ...(shared.peers && { peers: shared.peers }),
    mounts: [...mountsOf(job, host), ...checkpointMounts(job, host)],
    onOutput: output.onOutput,
  };
  try {
    return { run: host, container: await runner.start(spec), output, pipes };
  } catch (error) {
    await endHost({ output, pipes });
    throw error;
  }
}

/** Closes what a container that is gone, or never was, had beside it. */
export async function endHost({
  output,
  pipes,
}: Pick<HostContainer, "output" | "pipes">): Promise<void> {
  output.end();
  await pipes?.close();
}

/** A channel of FastFile is a bucket that is mounted for reading. */
const mountsOf = (job: TrainingJob, host: HostRun): readonly Mount[] =>
  channelsOf(job, host, "FastFile").map((channel) => ({
    source: channelFolder(host.mlRoot, channel),
    target: channelFolder("/opt/ml", channel),
    readOnly: true,
  }));

/** Goes on with an instance that an earlier engine started; undefined when it is not there any more. */
export async function adoptHost(
  run: Run,
  host: HostRun,
  { logStream, publisher }: { readonly logStream: string; readonly publisher: MetricPublisher },
): Promise<HostContainer | undefined> {
  const { deps } = run;
  // All of it comes again, of which some is written down already.
  const known = storedLines(deps.logs, LOG_GROUP, logStream);
  const output = takeOutput(run, logStream, publisher, known);
  const { containerId: id, mlRoot } = host;
  const container = await deps.adopt({ id, mlRoot, onOutput: output.onOutput });
  if (container) return { run: host, container, output };
  output.end();
  return undefined;
}

/** A container's lines on their way to its log and the job's metrics. */
function takeOutput(
  { deps }: Run,
  logStream: string,
  publisher: MetricPublisher,
  isKnown?: (line: string) => boolean,
): ContainerOutput {
  const writer = createLogWriter(deps, LOG_GROUP, logStream);
  return createContainerOutput(writer, publisher.take, isKnown);
}

/** Measures an instance until it ends. */
export async function followHost({ deps, name }: Run, own: HostContainer): Promise<HostOutcome> {
  const { run, container, output } = own;
  const endSampling = sampleUsage(deps, {
    namespace: LOG_GROUP,
    dimensions: { Host: `${name}/${run.host.name}` },
    container,
    folder: run.folder,
  });
  const job = deps.jobs.get(name);
  const endCheckpoints = job && keepCheckpoints(deps, job, run);
  const exit = await container.exited;
  endSampling();
  await endCheckpoints?.();
  await endHost(own);
  return { run, exit, tail: output.tail() };
}
