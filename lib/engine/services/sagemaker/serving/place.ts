import type { ImageCatalogue } from "../../../runners/images.ts";
import type { ResolvedImage, Runner } from "../../../runners/runner.ts";
import type { Clock } from "../../../state/clock.ts";
import type { LogStore } from "../../../state/log-store.ts";
import type { MetricStore } from "../../../state/metric-store.ts";
import type { ObjectStore } from "../../../state/objects.ts";
import type { Timers } from "../../../state/timers.ts";

export interface ServingDeps {
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

/** What is to serve. */
export interface ServedModel {
  readonly image: string;
  readonly modelDataUrl?: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether its model asks for no way out to the network. */
  readonly isIsolated: boolean;
}

export interface ServingSpec extends ServedModel {
  readonly startupTimeoutMs: number;
  readonly logGroup: string;
  readonly logStream: string;
  /** In messages: `production variant AllTraffic`, and that of what. */
  readonly purpose: string;
  readonly resource: "endpoint" | "transform job";
}

/** Where one serving container lives. */
export interface Place {
  readonly deps: ServingDeps;
  readonly spec: ServingSpec;
  readonly id: string;
  readonly folder: string;
}
