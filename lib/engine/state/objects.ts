import { Readable } from "node:stream";
import { AwsError } from "../protocol/errors.ts";
import type { BlobStore } from "./blobs.ts";
import type { BucketStore } from "./buckets.ts";
import type { Clock } from "./clock.ts";
import type { ObjectRecord } from "./object-record.ts";
import type { ObjectTable } from "./object-table.ts";

/** S3's contents as the other services of the engine use them. */
export interface ObjectStore {
  bucketExists(name: string): boolean;
  /** Does nothing when the bucket exists. */
  createBucket(name: string): void;
  head(bucket: string, key: string): ObjectRecord | undefined;
  /** Objects in UTF-8 byte order of their keys, those after `after`; at most `limit`. */
  list(
    bucket: string,
    query: {
      readonly prefix?: string | undefined;
      readonly after?: string | undefined;
      readonly limit: number;
    },
  ): readonly ObjectRecord[];
  /** The object's bytes; `start` and `end` are inclusive byte positions. Throws NoSuchKey. */
  open(bucket: string, key: string, range?: { start: number; end?: number | undefined }): Readable;
  /** Stores durably; resolves when the object would survive a power cut. Throws NoSuchBucket. */
  put(
    bucket: string,
    key: string,
    source: AsyncIterable<Uint8Array> | Uint8Array,
    options?: {
      readonly contentType?: string | undefined;
      readonly metadata?: Readonly<Record<string, string>> | undefined;
    },
  ): Promise<ObjectRecord>;
  /** Does nothing when there is no such object. */
  remove(bucket: string, key: string): Promise<void>;
}

/** The type of objects that were given none. */
export const DEFAULT_CONTENT_TYPE = "binary/octet-stream";

export interface ObjectParts {
  readonly buckets: BucketStore;
  readonly table: ObjectTable;
  readonly blobs: BlobStore;
  readonly clock: Clock;
}

export function createObjectStore({ buckets, table, blobs, clock }: ObjectParts): ObjectStore {
  return {
    bucketExists: (name) => buckets.get(name) !== undefined,
    createBucket: (name) => {
      buckets.create(name);
    },
    head: (bucket, key) => table.get(bucket, key),
    list(bucket, { prefix = "", after, limit }) {
      const skips = after !== undefined && compareKeys(after, prefix) >= 0;
      const found: ObjectRecord[] = [];
      for (const object of table.scan(bucket, skips ? after : prefix, skips)) {
        // Keys with the prefix lie side by side, so the first one without it ends the list.
        if (found.length >= limit || !object.key.startsWith(prefix)) break;
        found.push(object);
      }
      return found;
    },
    open(bucket, key, range) {
      const object = table.get(bucket, key);
      if (!object) throw noSuchKey(key);
      const { start = 0, end = object.size - 1 } = range ?? {};
      return blobs.read(table.segments(bucket, key), start, end);
    },
    put(bucket, key, source, options = {}) {
      requireBucket(buckets, bucket);
      const pieces = source instanceof Uint8Array ? Readable.from([source]) : source;
      return blobs.receive(pieces, undefined, async (blob) => {
        const object = {
          bucket,
          key,
          size: blob.size,
          etag: blob.md5,
          lastModified: clock.now(),
          contentType: options.contentType ?? DEFAULT_CONTENT_TYPE,
          metadata: options.metadata ?? {},
          headers: {},
        };
        requireBucket(buckets, bucket);
        await blobs.remove(table.replace(object, [blob]));
        return object;
      });
    },
    remove: async (bucket, key) => blobs.remove(table.remove(bucket, key)),
  };
}

/** By UTF-8 bytes, as S3 and SQLite order keys; JavaScript's own order differs beyond U+FFFF. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

export function requireBucket(buckets: BucketStore, name: string): void {
  if (buckets.get(name)) return;
  throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404, {
    BucketName: name,
  });
}

export function noSuchKey(key: string): AwsError {
  return new AwsError("NoSuchKey", "The specified key does not exist.", 404, { Key: key });
}
