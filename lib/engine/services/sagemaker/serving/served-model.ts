import type { ResourceStore } from "../../../state/resource-store.ts";
import type { Model } from "../records.ts";
import { ServingFailure } from "./life.ts";
import type { ServedModel } from "./place.ts";

/** What a model serves with; throws ServingFailure when it was deleted. */
export function servedModel(models: ResourceStore<Model>, name: string): ServedModel {
  const model = models.get(name);
  if (!model) throw new ServingFailure(`The model ${name} was deleted.`);
  const { PrimaryContainer, Containers, EnableNetworkIsolation } = model.request;
  const container = PrimaryContainer ?? Containers?.[0];
  const { Image, ModelDataUrl, Environment } = model.packaged ?? container ?? {};
  const source = container?.ModelDataSource?.S3DataSource;
  return {
    image: Image ?? "",
    modelDataUrl: ModelDataUrl ?? source?.S3Uri,
    environment: { ...Environment, ...container?.Environment },
    isIsolated: EnableNetworkIsolation ?? false,
  };
}
