import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { type BlobStore, createBlobStore } from "./blobs.ts";
import { type BucketStore, bucketMigration, createBucketStore } from "./buckets.ts";
import type { Clock } from "./clock.ts";
import type { Migration } from "./database.ts";
import { createObjectTable, type ObjectTable, objectMigration } from "./object-table.ts";
import { createObjectStore, type ObjectStore } from "./objects.ts";
import { createUploadStore, type UploadStore, uploadMigration } from "./uploads.ts";

/** Buckets, objects and their bytes. */
export interface Storage {
  readonly buckets: BucketStore;
  readonly table: ObjectTable;
  readonly uploads: UploadStore;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  /** What services other than S3 use. */
  readonly objects: ObjectStore;
  /** Deletes bytes that no object and no upload refers to: those of writes that a crash cut off. */
  recover(): Promise<void>;
}

export const storageMigrations: readonly Migration[] = [
  bucketMigration,
  objectMigration,
  uploadMigration,
];

export function createStorage(db: DatabaseSync, clock: Clock, engineDirectory: string): Storage {
  const buckets = createBucketStore(db, clock);
  const table = createObjectTable(db);
  const uploads = createUploadStore(db);
  const blobs = createBlobStore(join(engineDirectory, "blobs"));
  return {
    buckets,
    table,
    uploads,
    blobs,
    clock,
    objects: createObjectStore({ buckets, table, blobs, clock }),
    recover: () => blobs.sweep((blob) => table.isReferenced(blob) || uploads.isReferenced(blob)),
  };
}
