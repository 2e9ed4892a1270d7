import type { DatabaseSync } from "node:sqlite";
import type { Segment } from "./blobs.ts";
import type { Checksum } from "./checksums.ts";
import type { Migration } from "./database.ts";
import { decodeDocument, encodeDocument } from "./document.ts";
import type { ObjectRecord } from "./object-record.ts";
import { inTransaction } from "./transaction.ts";

/** What a browser is told about an object, kept as it was given. */
export interface ObjectHeaders {
  readonly cacheControl?: string | undefined;
  readonly contentDisposition?: string | undefined;
  readonly contentEncoding?: string | undefined;
  readonly contentLanguage?: string | undefined;
  /** An HTTP date. */
  readonly expires?: string | undefined;
}

/** An object with all that S3 keeps of it, apart from its bytes. */
export interface StoredObject extends ObjectRecord {
  readonly headers: ObjectHeaders;
  readonly checksum?: Checksum | undefined;
  /** Which multipart upload made it, so that its completion can be asked for again. */
  readonly uploadId?: string | undefined;
  /** Of multipart objects, in order. */
  readonly parts?: readonly ObjectPart[] | undefined;
}

export interface ObjectPart {
  readonly number: number;
  readonly size: number;
  readonly checksum?: string | undefined;
}

export interface ObjectTable {
  get(bucket: string, key: string): StoredObject | undefined;
  segments(bucket: string, key: string): readonly Segment[];
  /** Objects with `from <= key`, or `from < key` when exclusive, in byte order, read one by one. */
  scan(bucket: string, from: string, exclusive: boolean): Iterable<StoredObject>;
  /**
   * Enters an object in place of the one there was, durably, and returns the blobs that this set
   * free. `guard` sees the present object in the same transaction and throws to refuse; `also`
   * changes other tables with it.
   */
  replace(
    object: StoredObject,
    segments: readonly Segment[],
    guard?: (present: StoredObject | undefined) => void,
    also?: () => void,
  ): readonly string[];
  /** Deletes the object and returns its blobs; none when there is no such object. */
  remove(bucket: string, key: string, guard?: (present: StoredObject) => void): readonly string[];
  isReferenced(blob: string): boolean;
}

export const objectMigration: Migration = {
  name: "objects",
  sql: `
    CREATE TABLE objects (
      bucket TEXT NOT NULL REFERENCES buckets (name),
      key TEXT NOT NULL,
      body TEXT NOT NULL,
      segments TEXT NOT NULL,
      PRIMARY KEY (bucket, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE object_blobs (
      blob TEXT PRIMARY KEY,
      bucket TEXT NOT NULL,
      key TEXT NOT NULL,
      FOREIGN KEY (bucket, key) REFERENCES objects (bucket, key) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX object_blobs_by_object ON object_blobs (bucket, key);
  `,
};

const SCAN_FROM = "SELECT body FROM objects WHERE bucket = ? AND key >= ? ORDER BY key";
const SCAN_AFTER = "SELECT body FROM objects WHERE bucket = ? AND key > ? ORDER BY key";

export function createObjectTable(db: DatabaseSync): ObjectTable {
  const select = db.prepare("SELECT body FROM objects WHERE bucket = ? AND key = ?");
  const selectSegments = db.prepare("SELECT segments FROM objects WHERE bucket = ? AND key = ?");
  const insert = db.prepare("INSERT INTO objects VALUES (?, ?, ?, ?)");
  const insertBlob = db.prepare("INSERT INTO object_blobs VALUES (?, ?, ?)");
  const remove = db.prepare("DELETE FROM objects WHERE bucket = ? AND key = ?");
  const selectBlob = db.prepare("SELECT 1 FROM object_blobs WHERE blob = ?");

  const get: ObjectTable["get"] = (bucket, key) => {
    const row = select.get(bucket, key);
    return row && decodeDocument<StoredObject>(row["body"] as string);
  };
  const segments: ObjectTable["segments"] = (bucket, key) => {
    const row = selectSegments.get(bucket, key);
    return row ? (JSON.parse(row["segments"] as string) as Segment[]) : [];
  };
  const take = (bucket: string, key: string) => {
    const blobs = segments(bucket, key).map(({ blob }) => blob);
    remove.run(bucket, key);
    return blobs;
  };

  return {
    get,
    segments,
    *scan(bucket, from, exclusive) {
      // A statement of its own: a shared one would be reset by a second reader.
      const rows = db.prepare(exclusive ? SCAN_AFTER : SCAN_FROM).iterate(bucket, from);
      for (const row of rows) yield decodeDocument<StoredObject>(row["body"] as string);
    },
    replace: (object, parts, guard, also) =>
      inTransaction(db, () => {
        const { bucket, key } = object;
        guard?.(get(bucket, key));
        const freed = take(bucket, key);
        insert.run(bucket, key, encodeDocument(object), JSON.stringify(parts));
        for (const { blob } of parts) insertBlob.run(blob, bucket, key);
        also?.();
        return freed;
      }),
    remove: (bucket, key, guard) =>
      inTransaction(db, () => {
        const present = get(bucket, key);
        if (!present) return [];
        guard?.(present);
        return take(bucket, key);
      }),
    isReferenced: (blob) => selectBlob.get(blob) !== undefined,
  };
}
