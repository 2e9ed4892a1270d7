import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "./clock.ts";
import type { Migration } from "./database.ts";

export interface Bucket {
  readonly name: string;
  readonly createdAt: Date;
}

/** One rule of a bucket's CORS configuration, in S3's shape. */
export interface CorsRule {
  readonly ID?: string | undefined;
  readonly AllowedHeaders?: readonly string[] | undefined;
  readonly AllowedMethods: readonly string[];
  readonly AllowedOrigins: readonly string[];
  readonly ExposeHeaders?: readonly string[] | undefined;
  readonly MaxAgeSeconds?: number | undefined;
}

export interface BucketStore {
  /** False when the bucket exists, which then keeps its rules. */
  create(name: string, cors?: readonly CorsRule[]): boolean;
  get(name: string): Bucket | undefined;
  /** In order of their names, those after `after`. */
  list(query: { prefix?: string; after?: string; limit: number }): readonly Bucket[];
  /** False when there are objects in it. Its unfinished uploads must be aborted before. */
  removeEmpty(name: string): boolean;
  /** Undefined when the bucket has none. */
  cors(name: string): readonly CorsRule[] | undefined;
  setCors(name: string, rules: readonly CorsRule[] | undefined): void;
}

export const bucketMigration: Migration = {
  name: "buckets",
  sql: `
    CREATE TABLE buckets (
      name TEXT PRIMARY KEY,
      created INTEGER NOT NULL,
      cors TEXT
    ) STRICT, WITHOUT ROWID;
  `,
};

export function createBucketStore(db: DatabaseSync, clock: Clock): BucketStore {
  const insert = db.prepare("INSERT OR IGNORE INTO buckets VALUES (?, ?, ?)");
  const select = db.prepare("SELECT * FROM buckets WHERE name = ?");
  const list = db.prepare(
    "SELECT * FROM buckets WHERE name > ? AND substr(name, 1, length(?)) = ? ORDER BY name LIMIT ?",
  );
  const remove = db.prepare(
    "DELETE FROM buckets WHERE name = ?1 AND NOT EXISTS (SELECT 1 FROM objects WHERE bucket = ?1)",
  );
  const setCors = db.prepare("UPDATE buckets SET cors = ? WHERE name = ?");
  return {
    create: (name, cors) => insert.run(name, clock.now().getTime(), toText(cors)).changes === 1,
    get: (name) => {
      const row = select.get(name);
      return row && toBucket(row);
    },
    list: ({ prefix = "", after = "", limit }) =>
      list.all(after, prefix, prefix, limit).map(toBucket),
    removeEmpty: (name) => remove.run(name).changes === 1,
    cors: (name) => {
      const text = select.get(name)?.["cors"];
      return typeof text === "string" ? (JSON.parse(text) as CorsRule[]) : undefined;
    },
    setCors: (name, rules) => {
      setCors.run(toText(rules), name);
    },
  };
}

const toText = (rules: readonly CorsRule[] | undefined): string | null =>
  rules === undefined ? null : JSON.stringify(rules);

function toBucket(row: Record<string, unknown>): Bucket {
  return { name: row["name"] as string, createdAt: new Date(row["created"] as number) };
}
