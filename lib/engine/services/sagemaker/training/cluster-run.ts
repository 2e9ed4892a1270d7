import type { PeerNetwork } from "../../../runners/runner.ts";
import type { TrainingJob } from "../records.ts";
import { ranMs } from "./attempts.ts";
import { inputMode } from "./channels/host-channels.ts";
import {
  adoptHost,
  endHost,
  followHost,
  type HostContainer,
  type HostOutcome,
  logStreamOf,
  startHost,
} from "./host-container.ts";
import { JobFailure } from "./job-failure.ts";
import { type MetricPublisher, publishMetrics } from "./metric-publisher.ts";
import type { Prepared } from "./prepare.ts";
import { messageOf, type Run, step } from "./training-run.ts";
import { MESSAGES } from "./transitions.ts";

const DEFAULT_MAX_RUNTIME_SECONDS = 86_400;
/** For the instances that go on when one has failed. */
const PEER_GRACE_MS = 10_000;

/** How a job's containers ended. */
export interface Outcome {
  /** The instance that failed first, if any did before somebody stopped the job. */
  readonly failed: HostOutcome | undefined;
  /** Why a channel's data came to an end before the containers did. */
  readonly broken: JobFailure | undefined;
  /** Forgets the containers; until then, another engine could go on with them. */
  discard(): Promise<void>;
}

/** Trains on all of the job's instances and waits for their end. */
export async function trainOnHosts(run: Run, prepared: Prepared): Promise<Outcome> {
  const publisher = publishMetrics(run.deps, prepared.job);
  const streams = run.hosts.map((host) => ({
    id: host.containerId,
    logStream: logStreamOf(run, host),
  }));
  let peers: PeerNetwork | undefined;
  let containers: readonly HostContainer[] = [];
  try {
    peers = await openNetwork(run, prepared);
    if (canBeAdopted(prepared)) run.deps.jobs.update(run.name, withContainers(streams));
    containers = await startAll(run, prepared, { streams, publisher, peers });
    step(run, "Training", MESSAGES.training, (job, now) => ({
      startedAt: now,
      ...job,
      runningSince: now,
    }));
  } catch (error) {
    await endAll(containers);
    publisher.end();
    await peers?.close();
    throw error;
  }
  return supervise(run, containers, publisher, peers);
}

/** Nobody but the engine that filled a pipe knows how far it was read. */
const canBeAdopted = ({ job, runner }: Prepared): boolean =>
  runner.adopt !== undefined &&
  !(job.request.InputDataConfig ?? []).some((channel) => inputMode(job, channel) === "Pipe");

const withContainers = (containers: TrainingJob["containers"]) => (job: TrainingJob) => ({
  ...job,
  ...(containers && { containers }),
});

/** Only a job of several instances has a network of its own. */
async function openNetwork(
  { hosts }: Run,
  { job, runner }: Prepared,
): Promise<PeerNetwork | undefined> {
  const [first] = hosts;
  if (!first || hosts.length === 1) return undefined;
  const names = hosts.map(({ host }) => host.name);
  const isolated = job.request.EnableNetworkIsolation ?? false;
  return runner.openNetwork?.(first.containerId, names, isolated).catch((error: unknown) => {
    throw startFailure(error);
  });
}

async function startAll(
  run: Run,
  prepared: Prepared,
  shared: {
    readonly streams: readonly { readonly logStream: string }[];
    readonly publisher: MetricPublisher;
    readonly peers: PeerNetwork | undefined;
  },
): Promise<readonly HostContainer[]> {
  const { publisher, peers } = shared;
  const starts = await Promise.allSettled(
    run.hosts.map((host, index) => {
      const { logStream = "" } = shared.streams[index] ?? {};
      return startHost(run, host, prepared, { logStream, publisher, peers });
    }),
  );
  const started = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
  const refused = starts.find((start) => start.status === "rejected");
  if (!refused) return started;
  await endAll(started);
  throw refused.reason instanceof JobFailure ? refused.reason : startFailure(refused.reason);
}

const startFailure = (error: unknown) =>
  new JobFailure(`ClientError: the container could not be started: ${messageOf(error)}`);

/** Ends what must not go on, without a word to the job. */
async function endAll(containers: readonly HostContainer[]): Promise<void> {
  await Promise.all(
    containers.map(async (own) => {
      await own.container.stop(0);
      await endHost(own);
      await own.container.discard?.();
    }),
  );
}

/** Goes on where an earlier engine was; undefined when one of the containers is not there any more. */
export async function goOnOnHosts(run: Run): Promise<Outcome | undefined> {
  const { deps, name, control, hosts } = run;
  const job = deps.jobs.get(name);
  if (!job?.containers) return undefined;
  const publisher = publishMetrics(deps, job);
  const adopted: HostContainer[] = [];
  for (const [index, host] of hosts.entries()) {
    const { logStream = "" } = job.containers[index] ?? {};
    const found = await adoptHost(run, host, { logStream, publisher });
    if (found) adopted.push(found);
  }
  if (adopted.length < hosts.length) {
    await endAll(adopted);
    publisher.end();
    return undefined;
  }
  if (job.status === "Stopping") control.stop("user");
  return supervise(run, adopted, publisher, undefined);
}

async function supervise(
  run: Run,
  containers: readonly HostContainer[],
  publisher: MetricPublisher,
  peers: PeerNetwork | undefined,
): Promise<Outcome> {
  const { deps, control } = run;
  let failed: HostOutcome | undefined;
  let broken: JobFailure | undefined;
  const endPeers = (own?: HostContainer) => {
    for (const { container } of containers)
      if (container !== own?.container) void container.stop(PEER_GRACE_MS);
  };
  const follow = async (own: HostContainer) => {
    control.attach(own.container);
    onceAborted(own.pipes?.broken, (reason) => {
      broken ??= reason as JobFailure;
      endPeers();
    });
    const outcome = await followHost(run, own);
    if (outcome.exit.code === 0 || failed || broken || control.reason() !== undefined) return;
    failed = outcome;
    endPeers(own);
  };
  const cancelLimit = deps.timers.after(timeLeft(run), () => control.stop("max-runtime"));
  await Promise.all(containers.map(follow));
  cancelLimit();
  publisher.end();
  return {
    failed,
    broken,
    async discard() {
      for (const { container } of containers) await container.discard?.();
      await peers?.close();
    },
  };
}

function onceAborted(signal: AbortSignal | undefined, work: (reason: unknown) => void): void {
  if (signal?.aborted) work(signal.reason);
  else signal?.addEventListener("abort", () => work(signal.reason));
}

/** Milliseconds that the job may still run; what it ran before an interruption counts. */
function timeLeft({ deps: { jobs, clock }, name }: Run): number {
  const job = jobs.get(name);
  if (!job) return 0;
  const seconds = job.request.StoppingCondition?.MaxRuntimeInSeconds ?? DEFAULT_MAX_RUNTIME_SECONDS;
  return Math.max(seconds * 1000 - ranMs(job, clock.now()), 0);
}
