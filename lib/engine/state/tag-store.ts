import type { DatabaseSync } from "node:sqlite";
import type { Migration } from "./database.ts";
import { inTransaction } from "./transaction.ts";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface TagStore {
  /** Adds tags to a resource; a key that is there gets the new value. */
  put(arn: string, tags: readonly Tag[]): void;
  /** A resource's tags in order of their keys. */
  list(arn: string): readonly Tag[];
  remove(arn: string, keys: readonly string[]): void;
  removeAll(arn: string): void;
}

export const tagMigration: Migration = {
  name: "tags",
  sql: `
    CREATE TABLE tags (
      arn TEXT NOT NULL,
      key TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (arn, key)
    ) STRICT, WITHOUT ROWID;
  `,
};

export function createTagStore(db: DatabaseSync): TagStore {
  const put = db.prepare("INSERT OR REPLACE INTO tags VALUES (?, ?, ?)");
  const list = db.prepare("SELECT key, value FROM tags WHERE arn = ? ORDER BY key");
  const remove = db.prepare("DELETE FROM tags WHERE arn = ? AND key = ?");
  const removeAll = db.prepare("DELETE FROM tags WHERE arn = ?");
  return {
    put: (arn, tags) => {
      if (tags.length === 0) return;
      inTransaction(db, () => {
        for (const { Key, Value } of tags) put.run(arn, Key, Value);
      });
    },
    list: (arn) =>
      list.all(arn).map((row) => ({ Key: row["key"] as string, Value: row["value"] as string })),
    remove: (arn, keys) => {
      inTransaction(db, () => {
        for (const key of keys) remove.run(arn, key);
      });
    },
    removeAll: (arn) => {
      removeAll.run(arn);
    },
  };
}
