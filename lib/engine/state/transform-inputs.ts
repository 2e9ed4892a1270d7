import type { DatabaseSync } from "node:sqlite";
import type { Migration } from "./database.ts";
import { inTransaction } from "./transaction.ts";

/** An object that a transform job reads. */
export interface TransformInput {
  readonly bucket: string;
  readonly key: string;
  /** Its path below the input's prefix, which its output has below the output's. */
  readonly path: string;
}

export interface PendingInput extends TransformInput {
  /** Its place in the job's order, from 0. */
  readonly place: number;
}

/**
 * What transform jobs have still to do: the inputs as they were listed once, without those that are
 * done. A job that goes on after a crash neither leaves one out nor reads one twice.
 */
export interface TransformInputs {
  /** Appends to a job's inputs; `from` is the first one's place. */
  add(job: string, from: number, inputs: readonly TransformInput[]): void;
  /** The next inputs behind a place that are neither done nor failed. */
  pending(job: string, after: number, limit: number): readonly PendingInput[];
  done(job: string, place: number): void;
  failed(job: string, place: number, reason: string): void;
  /** How many failed, and why the first of them did. */
  failures(job: string): { readonly count: number; readonly first?: string };
  /** Forgets a job's inputs. */
  clear(job: string): void;
}

export const transformInputMigration: Migration = {
  name: "transform-inputs",
  sql: `
    CREATE TABLE transform_inputs (
      job TEXT NOT NULL,
      place INTEGER NOT NULL,
      bucket TEXT NOT NULL,
      key TEXT NOT NULL,
      path TEXT NOT NULL,
      failure TEXT,
      PRIMARY KEY (job, place)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX transform_failures ON transform_inputs (job, place) WHERE failure IS NOT NULL;
  `,
};

export function createTransformInputs(db: DatabaseSync): TransformInputs {
  const insert = db.prepare("INSERT INTO transform_inputs VALUES (?, ?, ?, ?, ?, NULL)");
  const select = db.prepare(
    "SELECT place, bucket, key, path FROM transform_inputs WHERE job = ? AND place > ? AND failure IS NULL ORDER BY place LIMIT ?",
  );
  const remove = db.prepare("DELETE FROM transform_inputs WHERE job = ? AND place = ?");
  const fail = db.prepare("UPDATE transform_inputs SET failure = ? WHERE job = ? AND place = ?");
  const count = db.prepare(
    "SELECT count(*) AS n FROM transform_inputs WHERE job = ? AND failure IS NOT NULL",
  );
  const first = db.prepare(
    "SELECT failure FROM transform_inputs WHERE job = ? AND failure IS NOT NULL ORDER BY place LIMIT 1",
  );
  const clear = db.prepare("DELETE FROM transform_inputs WHERE job = ?");
  return {
    add: (job, from, inputs) =>
      inTransaction(db, () => {
        for (const [index, { bucket, key, path }] of inputs.entries())
          insert.run(job, from + index, bucket, key, path);
      }),
    pending: (job, after, limit) =>
      select.all(job, after, limit).map((row) => ({
        place: row["place"] as number,
        bucket: row["bucket"] as string,
        key: row["key"] as string,
        path: row["path"] as string,
      })),
    done: (job, place) => void remove.run(job, place),
    failed: (job, place, reason) => void fail.run(reason, job, place),
    failures(job) {
      const failure = first.get(job)?.["failure"];
      const n = (count.get(job)?.["n"] as number | undefined) ?? 0;
      return { count: n, ...(typeof failure === "string" && { first: failure }) };
    },
    clear: (job) => void clear.run(job),
  };
}
