import { join } from "node:path";
import type { EngineConfig } from "./config.ts";
import { environmentsOf } from "./prepare.ts";
import { createDockerDoor } from "./runners/docker/engine-door.ts";
import { createImageResolver } from "./runners/image-resolver.ts";
import { createSourceCatalogue, type ImageCatalogue } from "./runners/images.ts";
import { createRunners, type Runners } from "./runners/runners.ts";
import type { ImageStore } from "./state/image-store.ts";

/** The images of this machine, and what runs them. */
export function composeRunners(parts: {
  readonly config: EngineConfig;
  readonly store: ImageStore;
  readonly log: (line: string) => void;
}): { readonly images: ImageCatalogue; readonly runners: Runners } {
  const { config, store, log } = parts;
  const { machine: host, accountId, region } = config;
  const door = createDockerDoor(host);
  const registry = { accountId, region };
  const sources = createSourceCatalogue(config.imageDirectories, registry);
  return {
    images: createImageResolver({ sources, store, door, registry }),
    runners: createRunners({
      wanted: config.runner,
      directory: join(config.dataDirectory, "engine"),
      environments: environmentsOf(config),
      host,
      store,
      door,
      log,
    }),
  };
}
