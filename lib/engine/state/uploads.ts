import type { DatabaseSync } from "node:sqlite";
import type { ChecksumAlgorithm } from "./checksums.ts";
import type { Migration } from "./database.ts";
import { decodeDocument, encodeDocument } from "./document.ts";
import type { ObjectHeaders } from "./object-table.ts";
import { inTransaction } from "./transaction.ts";

/** A multipart upload that is neither completed nor aborted. */
export interface Upload {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly initiatedAt: Date;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly headers: ObjectHeaders;
  readonly checksum?:
    | { readonly algorithm: ChecksumAlgorithm; readonly type: "COMPOSITE" | "FULL_OBJECT" }
    | undefined;
}

export interface UploadPart {
  readonly number: number;
  readonly blob: string;
  readonly size: number;
  /** MD5 in hex. */
  readonly etag: string;
  readonly checksum?: string | undefined;
  readonly lastModified: Date;
}

export interface UploadStore {
  create(upload: Upload): void;
  get(id: string): Upload | undefined;
  /** In order of key and id, those after the marker. */
  list(
    bucket: string,
    query: { prefix: string; after: { key: string; id: string }; limit: number },
  ): readonly Upload[];
  /** Replaces the part of the same number and returns the blobs set free; undefined when the upload is gone. */
  putPart(id: string, part: UploadPart): readonly string[] | undefined;
  parts(id: string, after: number, limit: number): readonly UploadPart[];
  /** Deletes the upload and returns the blobs of its parts. */
  remove(id: string): readonly string[];
  /** The blobs of all unfinished uploads to a bucket. */
  blobsOf(bucket: string): readonly string[];
  /** Deletes upload and parts inside a transaction of the caller's, who takes the blobs over. */
  forget(id: string): void;
  isReferenced(blob: string): boolean;
}

export const uploadMigration: Migration = {
  name: "uploads",
  sql: `
    CREATE TABLE uploads (
      id TEXT PRIMARY KEY,
      bucket TEXT NOT NULL REFERENCES buckets (name) ON DELETE CASCADE,
      key TEXT NOT NULL,
      body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX uploads_by_key ON uploads (bucket, key, id);
    CREATE TABLE upload_parts (
      upload TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      blob TEXT NOT NULL UNIQUE,
      body TEXT NOT NULL,
      PRIMARY KEY (upload, number)
    ) STRICT, WITHOUT ROWID;
  `,
};

export function createUploadStore(db: DatabaseSync): UploadStore {
  const insert = db.prepare("INSERT INTO uploads VALUES (?, ?, ?, ?)");
  const select = db.prepare("SELECT body FROM uploads WHERE id = ?");
  const list = db.prepare(
    `SELECT body FROM uploads WHERE bucket = ? AND (key, id) > (?, ?)
     AND substr(key, 1, length(?)) = ? ORDER BY key, id LIMIT ?`,
  );
  const remove = db.prepare("DELETE FROM uploads WHERE id = ?");
  const putPart = db.prepare("INSERT OR REPLACE INTO upload_parts VALUES (?, ?, ?, ?)");
  const partBlob = db.prepare("SELECT blob FROM upload_parts WHERE upload = ? AND number = ?");
  const partBlobs = db.prepare("SELECT blob FROM upload_parts WHERE upload = ?");
  const parts = db.prepare(
    "SELECT body FROM upload_parts WHERE upload = ? AND number > ? ORDER BY number LIMIT ?",
  );
  const bucketBlobs = db.prepare(
    "SELECT blob FROM upload_parts JOIN uploads ON uploads.id = upload WHERE bucket = ?",
  );
  const selectBlob = db.prepare("SELECT 1 FROM upload_parts WHERE blob = ?");
  const get = (id: string) => {
    const row = select.get(id);
    return row && decodeDocument<Upload>(row["body"] as string);
  };
  return {
    create: (upload) => {
      insert.run(upload.id, upload.bucket, upload.key, encodeDocument(upload));
    },
    get,
    list: (bucket, { prefix, after, limit }) =>
      list
        .all(bucket, after.key, after.id, prefix, prefix, limit)
        .map((row) => decodeDocument<Upload>(row["body"] as string)),
    putPart: (id, part) =>
      inTransaction(db, () => {
        if (!get(id)) return undefined;
        const before = partBlob.get(id, part.number)?.["blob"] as string | undefined;
        putPart.run(id, part.number, part.blob, encodeDocument(part));
        return before === undefined ? [] : [before];
      }),
    parts: (id, after, limit) =>
      parts.all(id, after, limit).map((row) => decodeDocument<UploadPart>(row["body"] as string)),
    remove: (id) =>
      inTransaction(db, () => {
        const blobs = partBlobs.all(id).map((row) => row["blob"] as string);
        remove.run(id);
        return blobs;
      }),
    blobsOf: (bucket) => bucketBlobs.all(bucket).map((row) => row["blob"] as string),
    forget: (id) => {
      remove.run(id);
    },
    isReferenced: (blob) => selectBlob.get(blob) !== undefined,
  };
}
