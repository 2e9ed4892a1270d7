import type { DatabaseSync } from "node:sqlite";
import type {
  Algorithm,
  Endpoint,
  EndpointConfig,
  Model,
  TrainingJob,
  TransformJob,
} from "./services/sagemaker/records.ts";
import type { ModelPackage, ModelPackageGroup } from "./services/sagemaker/registry/records.ts";
import type { TuningJob } from "./services/sagemaker/tuning/tuning-job.ts";
import { createRegistrations } from "./state/registrations.ts";
import type { Reserve } from "./state/reserve.ts";
import { createResourceStore, type Resource, type ResourceStore } from "./state/resource-store.ts";
import { createTransformInputs } from "./state/transform-inputs.ts";
import { watched } from "./state/watched-store.ts";

/** What SageMaker keeps of each kind of resource. Jobs and endpoints come to their end on a full disk too. */
export function createMachineStores(db: DatabaseSync, reserve: Reserve) {
  return {
    jobs: watched(sparing(createResourceStore<TrainingJob>(db, "training-job"), reserve)),
    tunings: sparing(createResourceStore<TuningJob>(db, "tuning-job"), reserve),
    transforms: sparing(createResourceStore<TransformJob>(db, "transform-job"), reserve),
    transformInputs: createTransformInputs(db),
    algorithms: createResourceStore<Algorithm>(db, "algorithm"),
    packages: createResourceStore<ModelPackage>(db, "model-package"),
    packageGroups: createResourceStore<ModelPackageGroup>(db, "model-package-group"),
    models: createResourceStore<Model>(db, "model"),
    configs: createResourceStore<EndpointConfig>(db, "endpoint-config"),
    endpoints: sparing(createResourceStore<Endpoint>(db, "endpoint"), reserve),
    registrations: createRegistrations(db),
  };
}

/** The store, whose records come to their end on a full disk too. */
const sparing = <T extends Resource>(
  store: ResourceStore<T>,
  reserve: Reserve,
): ResourceStore<T> => ({
  ...store,
  update: (name, change) => reserve.spend(() => store.update(name, change)),
});
