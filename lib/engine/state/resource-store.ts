import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { Migration } from "./database.ts";
import { decodeDocument, encodeDocument } from "./document.ts";
import { inTransaction } from "./transaction.ts";

/** What every SageMaker resource has, whatever else it holds. */
export interface Resource {
  readonly name: string;
  readonly arn: string;
  readonly status: string;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

export type SortKey = "name" | "status" | "created" | "modified";

/** The filters that AWS's List operations share; bounds are exclusive, as AWS's are. */
export interface ResourceQuery {
  readonly nameContains?: string | undefined;
  readonly status?: string | undefined;
  readonly createdAfter?: Date | undefined;
  readonly createdBefore?: Date | undefined;
  readonly modifiedAfter?: Date | undefined;
  readonly modifiedBefore?: Date | undefined;
  readonly sortBy?: SortKey | undefined;
  readonly descending?: boolean | undefined;
  /** How many at most. */
  readonly limit: number;
  /** Where an earlier page ended. */
  readonly after?: PagePosition | undefined;
}

export interface PagePosition {
  readonly sortValue: string | number;
  readonly name: string;
}

export interface ResourcePage<T> {
  readonly items: readonly T[];
  /** Present when more resources match. */
  readonly next?: PagePosition;
}

export interface Found<T> {
  readonly item: T;
  readonly position: PagePosition;
}

export interface ResourceStore<T extends Resource> {
  /** False when the name is taken; else `also` changes other tables in the same transaction. */
  insert(record: T, also?: () => void): boolean;
  get(name: string): T | undefined;
  /** Replaces the record by what `change` makes of it; undefined when there is none. */
  update(name: string, change: (record: T) => T): T | undefined;
  /** False when there is none; else `also` changes other tables in the same transaction. */
  remove(name: string, also?: () => void): boolean;
  page(query: ResourceQuery): ResourcePage<T>;
  /** The records of all pages together, each with its position, read one by one. */
  walk(query: Omit<ResourceQuery, "limit">): Iterable<Found<T>>;
  /** Every record, oldest first, read one by one. */
  all(): Iterable<T>;
}

export const resourceMigration: Migration = {
  name: "resources",
  sql: `
    CREATE TABLE resources (
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      status TEXT NOT NULL,
      created INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (kind, name)
    ) STRICT;
    CREATE INDEX resources_by_creation ON resources (kind, created, name);
  `,
};

export const resourceChangeMigration: Migration = {
  name: "resources-by-change",
  sql: "CREATE INDEX resources_by_change ON resources (kind, modified, name);",
};

/** Names that differ only by case are two names here, as they are to AWS's Describe operations. */
export function createResourceStore<T extends Resource>(
  db: DatabaseSync,
  kind: string,
): ResourceStore<T> {
  const insert = db.prepare("INSERT OR IGNORE INTO resources VALUES (?, ?, ?, ?, ?, ?)");
  const select = db.prepare("SELECT body FROM resources WHERE kind = ? AND name = ?");
  const save = db.prepare(
    "UPDATE resources SET status = ?, modified = ?, body = ? WHERE kind = ? AND name = ?",
  );
  const remove = db.prepare("DELETE FROM resources WHERE kind = ? AND name = ?");
  const everything = "SELECT body FROM resources WHERE kind = ? ORDER BY created, name";

  const get = (name: string): T | undefined => {
    const row = select.get(kind, name);
    return row && decodeDocument<T>(row["body"] as string);
  };

  return {
    insert: (record, also) =>
      inTransaction(db, () => {
        const { changes } = insert.run(
          kind,
          record.name,
          record.status,
          record.createdAt.getTime(),
          record.modifiedAt.getTime(),
          encodeDocument(record),
        );
        if (changes === 1) also?.();
        return changes === 1;
      }),
    get,
    update(name, change) {
      const current = get(name);
      if (!current) return undefined;
      const next = change(current);
      save.run(next.status, next.modifiedAt.getTime(), encodeDocument(next), kind, name);
      return next;
    },
    remove: (name, also) =>
      inTransaction(db, () => {
        const { changes } = remove.run(kind, name);
        if (changes === 1) also?.();
        return changes === 1;
      }),
    page(query) {
      const { sql, values } = pageStatement(kind, query);
      const rows = db.prepare(sql).all(...values);
      const found = rows.slice(0, query.limit).map((row) => toFound<T>(row));
      const items = found.map(({ item }) => item);
      const last = found.at(-1);
      return rows.length > query.limit && last ? { items, next: last.position } : { items };
    },
    *walk(query) {
      const { sql, values } = pageStatement(kind, { ...query, limit: NO_LIMIT });
      for (const row of db.prepare(sql).iterate(...values)) yield toFound<T>(row);
    },
    *all() {
      // A statement of its own: a shared one would be reset by a second reader.
      for (const row of db.prepare(everything).iterate(kind)) {
        yield decodeDocument<T>(row["body"] as string);
      }
    },
  };
}

const NO_LIMIT = Number.MAX_SAFE_INTEGER - 1;

const toFound = <T>(row: Record<string, unknown>): Found<T> => ({
  item: decodeDocument<T>(row["body"] as string),
  position: { sortValue: row["sort_value"] as string | number, name: row["name"] as string },
});

function pageStatement(kind: string, query: ResourceQuery) {
  const column = query.sortBy ?? "created";
  const direction = query.descending ? "DESC" : "ASC";
  const conditions = ["kind = ?"];
  const values: SQLInputValue[] = [kind];
  const where = (condition: string, ...bound: (SQLInputValue | undefined)[]) => {
    const given = bound.filter((value) => value !== undefined);
    if (given.length < bound.length) return;
    conditions.push(condition);
    values.push(...given);
  };
  where("instr(name, ?) > 0", query.nameContains);
  where("status = ?", query.status);
  where("created > ?", query.createdAfter?.getTime());
  where("created < ?", query.createdBefore?.getTime());
  where("modified > ?", query.modifiedAfter?.getTime());
  where("modified < ?", query.modifiedBefore?.getTime());
  const beyond = query.descending ? "<" : ">";
  where(`(${column}, name) ${beyond} (?, ?)`, query.after?.sortValue, query.after?.name);
  // One more than asked for tells whether there is a next page.
  values.push(query.limit + 1);
  const sql = `SELECT name, body, ${column} AS sort_value FROM resources WHERE ${conditions.join(" AND ")}
    ORDER BY ${column} ${direction}, name ${direction} LIMIT ?`;
  return { sql, values };
}
