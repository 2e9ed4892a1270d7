import type { Readable } from "node:stream";

/** One object of a bucket, without its bytes. */
export interface ObjectRecord {
  readonly bucket: string;
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Without quotes: MD5 in hex, or `<md5 of md5s>-<parts>`. */
  readonly etag: string;
  readonly lastModified: Date;
  readonly contentType: string;
  /** User metadata, names in lower case without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** S3's contents as the other services of the engine use them. */
export interface ObjectStore {
  bucketExists(name: string): boolean;
  /** Does nothing when the bucket exists. */
  createBucket(name: string): void;
  head(bucket: string, key: string): ObjectRecord | undefined;
  /** Objects in UTF-8 byte order of their keys, those after `after`; at most `limit`. */
  list(
    bucket: string,
    query: { readonly prefix?: string; readonly after?: string; readonly limit: number },
  ): readonly ObjectRecord[];
  /** The object's bytes; `start` and `end` are inclusive byte positions. Throws NoSuchKey. */
  open(bucket: string, key: string, range?: { start: number; end?: number }): Readable;
  /** Stores durably; resolves when the object would survive a power cut. */
  put(
    bucket: string,
    key: string,
    source: Readable | Uint8Array,
    options?: { contentType?: string; metadata?: Readonly<Record<string, string>> },
  ): Promise<ObjectRecord>;
  /** Does nothing when there is no such object. */
  remove(bucket: string, key: string): Promise<void>;
}
