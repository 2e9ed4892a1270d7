import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { createBlobStore } from "./blobs.ts";
import type { Clock } from "./clock.ts";
import type { Migration } from "./database.ts";
import { imageLayerMigration } from "./image-layer-rows.ts";
import { createLayerStore, type LayerStore } from "./image-layers.ts";
import {
  createManifestStore,
  imageManifestMigration,
  type ManifestStore,
} from "./image-manifests.ts";
import {
  createImageRepositoryStore,
  type ImageRepositoryStore,
  imageRepositoryMigration,
} from "./image-repositories.ts";

/** What was pushed to the account's registry. */
export interface ImageStore {
  readonly repositories: ImageRepositoryStore;
  readonly manifests: ManifestStore;
  readonly layers: LayerStore;
}

export const imageStoreMigrations: readonly Migration[] = [
  imageRepositoryMigration,
  imageManifestMigration,
  imageLayerMigration,
];

/** `engineDirectory` gets a folder `layers`. */
export function createImageStore(
  db: DatabaseSync,
  clock: Clock,
  engineDirectory: string,
): ImageStore {
  return {
    repositories: createImageRepositoryStore(db),
    manifests: createManifestStore(db),
    layers: createLayerStore(db, createBlobStore(join(engineDirectory, "layers")), clock),
  };
}
