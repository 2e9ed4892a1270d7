import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Segment } from "./blobs.ts";
import type { Migration } from "./database.ts";
import { inTransaction } from "./transaction.ts";

/** A blob of the registry: a layer, or an image's configuration. */
export interface Layer {
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  readonly size: number;
}

/** A layer on its way in, in as many pieces as the client likes. */
export interface LayerUpload {
  readonly id: string;
  readonly repository: string;
  /** Bytes that are safe on disk. */
  readonly size: number;
}

export const imageLayerMigration: Migration = {
  name: "image-layers",
  sql: `
    CREATE TABLE image_layers (
      digest TEXT PRIMARY KEY,
      size INTEGER NOT NULL,
      claimed INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE image_uploads (
      id TEXT PRIMARY KEY,
      repository TEXT NOT NULL REFERENCES image_repositories (name) ON DELETE CASCADE,
      touched INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE image_files (
      file TEXT PRIMARY KEY,
      upload TEXT REFERENCES image_uploads (id) ON DELETE CASCADE,
      layer TEXT REFERENCES image_layers (digest) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      size INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX image_files_by_upload ON image_files (upload, position);
    CREATE INDEX image_files_by_layer ON image_files (layer, position);
  `,
};

/** The rows of layers, of uploads, and of the files that hold their bytes. */
export interface LayerRows {
  layer(digest: string): Layer | undefined;
  /** Notes that an image is about to name the layer. */
  claim(digest: string): void;
  /** Layers that no image has and that were claimed before `time`, in milliseconds. */
  unnamedBefore(time: number): readonly string[];
  /** The files set free; undefined when an image has the layer. */
  removeUnreferenced(digest: string): readonly Segment[] | undefined;
  filesOfLayer(digest: string): readonly Segment[];
  insertUpload(repository: string): LayerUpload;
  upload(id: string): LayerUpload | undefined;
  uploadsOf(repository: string): readonly LayerUpload[];
  uploadsBefore(time: number): readonly LayerUpload[];
  countUploads(): number;
  filesOfUpload(id: string): readonly Segment[];
  /** The upload as it is with the piece; undefined when it is gone. */
  insertPiece(upload: LayerUpload, piece: Segment): LayerUpload | undefined;
  /** The files set free. */
  removeUpload(id: string): readonly Segment[];
  /** Gives an upload's files to the layer; answers those it does not need, as the layer was there. */
  promote(upload: LayerUpload, digest: string): readonly Segment[];
  isReferenced(file: string): boolean;
}

export function createLayerRows(db: DatabaseSync, now: () => number): LayerRows {
  return { ...layerStatements(db, now), ...uploadStatements(db, now) };
}

function layerStatements(db: DatabaseSync, now: () => number) {
  const select = db.prepare("SELECT digest, size FROM image_layers WHERE digest = ?");
  const claim = db.prepare("UPDATE image_layers SET claimed = ? WHERE digest = ?");
  const remove = db.prepare(
    `DELETE FROM image_layers WHERE digest = ?1
       AND NOT EXISTS (SELECT 1 FROM image_references WHERE digest = ?1)`,
  );
  const unnamed = db.prepare(
    `SELECT digest FROM image_layers WHERE claimed < ?
       AND NOT EXISTS (SELECT 1 FROM image_references r WHERE r.digest = image_layers.digest)`,
  );
  const files = db.prepare(
    "SELECT file AS blob, size FROM image_files WHERE layer = ? ORDER BY position",
  );
  const selectFile = db.prepare("SELECT 1 FROM image_files WHERE file = ?");
  const filesOfLayer = (digest: string) => files.all(digest) as unknown as Segment[];
  return {
    layer: (digest: string) => select.get(digest) as Layer | undefined,
    claim: (digest: string) => void claim.run(now(), digest),
    unnamedBefore: (time: number) => unnamed.all(time).map(({ digest }) => digest as string),
    removeUnreferenced: (digest: string) =>
      inTransaction(db, () => {
        const freed = filesOfLayer(digest);
        return remove.run(digest).changes === 1 ? freed : undefined;
      }),
    filesOfLayer,
    isReferenced: (file: string) => selectFile.get(file) !== undefined,
  };
}

const UPLOAD_COLUMNS = `id, repository,
  (SELECT coalesce(sum(size), 0) FROM image_files WHERE upload = image_uploads.id) AS size`;

function uploadStatements(db: DatabaseSync, now: () => number) {
  const selectUploads = (where: string) =>
    db.prepare(`SELECT ${UPLOAD_COLUMNS} FROM image_uploads WHERE ${where}`);
  const select = selectUploads("id = ?");
  const selectOf = selectUploads("repository = ?");
  const selectBefore = selectUploads("touched < ?");
  const count = db.prepare("SELECT count(*) AS count FROM image_uploads");
  const insert = db.prepare("INSERT INTO image_uploads VALUES (?, ?, ?)");
  const touch = db.prepare("UPDATE image_uploads SET touched = ? WHERE id = ?");
  const remove = db.prepare("DELETE FROM image_uploads WHERE id = ?");
  const insertFile = db.prepare("INSERT INTO image_files VALUES (?, ?, NULL, ?, ?)");
  const files = db.prepare(
    "SELECT file AS blob, size FROM image_files WHERE upload = ? ORDER BY position",
  );
  const insertLayer = db.prepare(
    "INSERT INTO image_layers VALUES (?, ?, ?) ON CONFLICT (digest) DO NOTHING",
  );
  const claim = db.prepare("UPDATE image_layers SET claimed = ? WHERE digest = ?");
  const handOver = db.prepare("UPDATE image_files SET layer = ?, upload = NULL WHERE upload = ?");
  const filesOfUpload = (id: string) => files.all(id) as unknown as Segment[];
  const removeUpload = (id: string) =>
    inTransaction(db, () => {
      const freed = filesOfUpload(id);
      remove.run(id);
      return freed;
    });
  return {
    upload: (id: string) => select.get(id) as LayerUpload | undefined,
    uploadsOf: (repository: string) => selectOf.all(repository) as unknown as LayerUpload[],
    uploadsBefore: (time: number) => selectBefore.all(time) as unknown as LayerUpload[],
    countUploads: () => count.get()?.["count"] as number,
    filesOfUpload,
    insertUpload(repository: string): LayerUpload {
      const id = randomUUID();
      insert.run(id, repository, now());
      return { id, repository, size: 0 };
    },
    insertPiece: ({ id, repository, size }: LayerUpload, piece: Segment) =>
      inTransaction(db, () => {
        if (touch.run(now(), id).changes === 0) return undefined;
        insertFile.run(piece.blob, id, size, piece.size);
        return { id, repository, size: size + piece.size };
      }),
    removeUpload,
    promote: ({ id, size }: LayerUpload, digest: string) =>
      inTransaction(db, () => {
        const isNew = insertLayer.run(digest, size, now()).changes === 1;
        if (isNew) handOver.run(digest, id);
        else claim.run(now(), digest);
        return removeUpload(id);
      }),
  };
}
