import type { CreateTrainingJobRequest } from "@aws-sdk/client-sagemaker";
import type { Clock } from "../../../state/clock.ts";
import type { MetricStore } from "../../../state/metric-store.ts";
import type { ResourceStore } from "../../../state/resource-store.ts";
import type { Timers } from "../../../state/timers.ts";
import type { TrainingJob } from "../records.ts";
import type { TuningJob } from "./tuning-job.ts";

/** What tuning jobs work with. */
export interface TuningDeps {
  readonly tunings: ResourceStore<TuningJob>;
  readonly jobs: Pick<ResourceStore<TrainingJob>, "get">;
  readonly metrics: MetricStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: (line: string) => void;
  /** Creates a training job as CreateTrainingJob does. */
  readonly startTraining: (
    request: Omit<CreateTrainingJobRequest, "Tags">,
    tuningJob: TuningJob,
  ) => Promise<void>;
  readonly stopTraining: (name: string) => void;
}
