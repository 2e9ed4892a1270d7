import type { DatabaseSync } from "node:sqlite";
import type { Migration } from "./database.ts";
import { decodeDocument, encodeDocument } from "./document.ts";
import { inTransaction } from "./transaction.ts";

/** What the registry knows of an image beside its manifest's bytes. */
export interface ManifestRecord {
  /** `sha256:` and 64 hexadecimal digits over the manifest's bytes. */
  readonly digest: string;
  readonly mediaType: string;
  /** The media type of its configuration, which tells images from other artifacts. */
  readonly artifactType?: string | undefined;
  /** Bytes of its configuration and layers; of an index, of the largest image in it. */
  readonly sizeBytes: number;
  readonly pushedAt: Date;
}

export interface StoredManifest extends ManifestRecord {
  /** In order. */
  readonly tags: readonly string[];
}

export interface ManifestStore {
  /** By tag, or by digest when it has a colon. */
  get(repository: string, reference: string): StoredManifest | undefined;
  /** The very bytes that were pushed. */
  content(repository: string, digest: string): Buffer | undefined;
  /** In order of their digests. */
  list(repository: string): readonly StoredManifest[];
  /** Tags after `after`, in order. */
  tags(repository: string, after: string, limit: number): readonly string[];
  /**
   * Enters a manifest and gives it the tag, durably. `references` are the digests of what it is made
   * of: layers, or the manifests of an index.
   */
  put(
    repository: string,
    manifest: ManifestRecord,
    parts: {
      readonly content: Buffer;
      readonly references: readonly string[];
      readonly tag?: string | undefined;
    },
  ): void;
  /** Takes a tag away; false when there is none. The image stays. */
  untag(repository: string, tag: string): boolean;
  /** Deletes an image with its tags; false when there is none. */
  remove(repository: string, digest: string): boolean;
  /** The digest of an index in `repository` that this manifest is a part of. */
  parentOf(repository: string, digest: string): string | undefined;
}

export const imageManifestMigration: Migration = {
  name: "image-manifests",
  sql: `
    CREATE TABLE image_manifests (
      repository TEXT NOT NULL REFERENCES image_repositories (name) ON DELETE CASCADE,
      digest TEXT NOT NULL,
      body TEXT NOT NULL,
      content BLOB NOT NULL,
      PRIMARY KEY (repository, digest)
    ) STRICT;
    CREATE TABLE image_tags (
      repository TEXT NOT NULL,
      tag TEXT NOT NULL,
      digest TEXT NOT NULL,
      PRIMARY KEY (repository, tag),
      FOREIGN KEY (repository, digest) REFERENCES image_manifests ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX image_tags_by_digest ON image_tags (repository, digest);
    CREATE TABLE image_references (
      repository TEXT NOT NULL,
      manifest TEXT NOT NULL,
      digest TEXT NOT NULL,
      PRIMARY KEY (repository, manifest, digest),
      FOREIGN KEY (repository, manifest) REFERENCES image_manifests ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX image_references_by_digest ON image_references (digest);
  `,
};

export function createManifestStore(db: DatabaseSync): ManifestStore {
  const select = db.prepare("SELECT body FROM image_manifests WHERE repository = ? AND digest = ?");
  const selectContent = db.prepare(
    "SELECT content FROM image_manifests WHERE repository = ? AND digest = ?",
  );
  const selectAll = db.prepare(
    "SELECT body FROM image_manifests WHERE repository = ? ORDER BY digest",
  );
  const insert = db.prepare("INSERT OR IGNORE INTO image_manifests VALUES (?, ?, ?, ?)");
  const insertReference = db.prepare("INSERT OR IGNORE INTO image_references VALUES (?, ?, ?)");
  const remove = db.prepare("DELETE FROM image_manifests WHERE repository = ? AND digest = ?");
  const tagsOf = db.prepare(
    "SELECT tag FROM image_tags WHERE repository = ? AND digest = ? ORDER BY tag",
  );
  const taggedDigest = db.prepare("SELECT digest FROM image_tags WHERE repository = ? AND tag = ?");
  const tagsAfter = db.prepare(
    "SELECT tag FROM image_tags WHERE repository = ? AND tag > ? ORDER BY tag LIMIT ?",
  );
  const saveTag = db.prepare("INSERT OR REPLACE INTO image_tags VALUES (?, ?, ?)");
  const removeTag = db.prepare("DELETE FROM image_tags WHERE repository = ? AND tag = ?");
  const selectParent = db.prepare(
    "SELECT manifest FROM image_references WHERE repository = ? AND digest = ? LIMIT 1",
  );

  const toStored = (repository: string, row: Record<string, unknown>): StoredManifest => {
    const record = decodeDocument<ManifestRecord>(row["body"] as string);
    const tags = tagsOf.all(repository, record.digest).map(({ tag }) => tag as string);
    return { ...record, tags };
  };
  const get: ManifestStore["get"] = (repository, reference) => {
    const digest = reference.includes(":")
      ? reference
      : (taggedDigest.get(repository, reference)?.["digest"] as string | undefined);
    const row = digest === undefined ? undefined : select.get(repository, digest);
    return row && toStored(repository, row);
  };

  return {
    get,
    content(repository, digest) {
      const row = selectContent.get(repository, digest);
      return row && Buffer.from(row["content"] as Uint8Array);
    },
    list: (repository) => selectAll.all(repository).map((row) => toStored(repository, row)),
    tags: (repository, after, limit) =>
      tagsAfter.all(repository, after, limit).map(({ tag }) => tag as string),
    put: (repository, manifest, { content, references, tag }) =>
      inTransaction(db, () => {
        insert.run(repository, manifest.digest, encodeDocument(manifest), content);
        for (const digest of references) insertReference.run(repository, manifest.digest, digest);
        if (tag !== undefined) saveTag.run(repository, tag, manifest.digest);
      }),
    untag: (repository, tag) => removeTag.run(repository, tag).changes === 1,
    remove: (repository, digest) => remove.run(repository, digest).changes === 1,
    parentOf: (repository, digest) =>
      selectParent.get(repository, digest)?.["manifest"] as string | undefined,
  };
}
