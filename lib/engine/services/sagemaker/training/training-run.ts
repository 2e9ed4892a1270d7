import { join } from "node:path";
import type { SecondaryStatus } from "@aws-sdk/client-sagemaker";
import type { ImageCatalogue } from "../../../runners/images.ts";
import type { ResolvedImage, Runner } from "../../../runners/runner.ts";
import type { Runners } from "../../../runners/runners.ts";
import type { Clock } from "../../../state/clock.ts";
import type { LogStore } from "../../../state/log-store.ts";
import type { MetricStore } from "../../../state/metric-store.ts";
import type { ObjectStore } from "../../../state/objects.ts";
import type { ResourceStore } from "../../../state/resource-store.ts";
import type { Timers } from "../../../state/timers.ts";
import type { TrainingJob } from "../records.ts";
import type { HostPlace } from "./channels/host-channels.ts";
import { hostsOf } from "./hosts.ts";
import type { RunControl } from "./run-control.ts";
import { withTransition } from "./transitions.ts";

export interface TrainingDeps {
  readonly jobs: ResourceStore<TrainingJob>;
  readonly logs: LogStore;
  readonly metrics: MetricStore;
  readonly objects: ObjectStore;
  readonly images: ImageCatalogue;
  readonly runner: (image: ResolvedImage) => Promise<Runner>;
  /** Goes on with a container that an earlier engine started. */
  readonly adopt: Runners["adopt"];
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

/** One instance of a job on its way, and where its files are. */
export interface HostRun extends HostPlace {
  readonly containerId: string;
  readonly folder: string;
}

/** One job on its way. */
export interface Run {
  readonly deps: TrainingDeps;
  readonly name: string;
  readonly control: RunControl;
  /** At least one. */
  readonly hosts: readonly HostRun[];
}

/** A job at its beginning, or with what an earlier engine left of it. */
export function createRun(deps: TrainingDeps, job: TrainingJob, control: RunControl): Run {
  const id = deps.newId();
  const left = job.leftovers?.ids ?? job.containers?.map(({ id: own }) => own) ?? [];
  const hosts = hostsOf(job.request.ResourceConfig);
  const runs = hosts.map((host, index) => {
    const containerId = left[index] ?? `train-${id}-${index + 1}`;
    const folder = join(deps.workDirectory, containerId);
    return { host, hosts, containerId, folder, mlRoot: join(folder, "ml") };
  });
  return { deps, name: job.name, control, hosts: runs };
}

/** Takes a job one step on. */
export function step(
  { deps: { jobs, clock }, name }: Pick<Run, "deps" | "name">,
  status: SecondaryStatus,
  message: string,
  change: (job: TrainingJob, now: Date) => TrainingJob = (job) => job,
): TrainingJob {
  const now = clock.now();
  const job = jobs.update(name, (before) =>
    change(withTransition(before, now, status, message), now),
  );
  if (!job) throw new Error(`There is no training job ${name}.`);
  return job;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
