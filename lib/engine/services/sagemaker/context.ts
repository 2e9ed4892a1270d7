import type { ImageCatalogue } from "../../runners/images.ts";
import type { Clock } from "../../state/clock.ts";
import type { FinalMetrics } from "../../state/final-metrics.ts";
import type { ObjectStore } from "../../state/objects.ts";
import type { ResourceStore } from "../../state/resource-store.ts";
import type { TagStore } from "../../state/tag-store.ts";
import type { EndpointSupervisor } from "./endpoints/supervisor.ts";
import type {
  Algorithm,
  Endpoint,
  EndpointConfig,
  Model,
  TrainingJob,
  TransformJob,
} from "./records.ts";
import type { ModelPackage, ModelPackageGroup } from "./registry/records.ts";
import type { TrainingExecutor } from "./training/executor.ts";
import type { TransformExecutor } from "./transform/executor.ts";
import type { TuningSupervisor } from "./tuning/supervisor.ts";
import type { TuningJob } from "./tuning/tuning-job.ts";

/** Everything that SageMaker's operations can ask for; each asks for what it uses. */
export interface SageMakerContext {
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  readonly jobs: ResourceStore<TrainingJob>;
  readonly tunings: ResourceStore<TuningJob>;
  readonly transforms: ResourceStore<TransformJob>;
  readonly algorithms: ResourceStore<Algorithm>;
  readonly packages: ResourceStore<ModelPackage>;
  readonly packageGroups: ResourceStore<ModelPackageGroup>;
  readonly models: ResourceStore<Model>;
  readonly configs: ResourceStore<EndpointConfig>;
  readonly endpoints: ResourceStore<Endpoint>;
  readonly tags: TagStore;
  readonly finalMetrics: FinalMetrics;
  readonly objects: ObjectStore;
  readonly images: ImageCatalogue;
  readonly roleExists: (arn: string) => boolean;
  readonly executor: TrainingExecutor;
  readonly tuner: TuningSupervisor;
  readonly transformExecutor: TransformExecutor;
  readonly supervisor: EndpointSupervisor;
}
