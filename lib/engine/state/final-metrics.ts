import type { DatabaseSync } from "node:sqlite";
import type { Migration } from "./database.ts";

/** The last value of each metric of each training job, in order. */
export interface FinalMetrics {
  /** Names of all jobs: by their value of the metric, then those that have none, oldest first. */
  ranked(metric: string, descending: boolean): Iterable<string>;
}

/** From a job's record `one` after another; of several of one name the first counts, as in Describe. */
const VALUES = "one.value ->> 'MetricName', one.value ->> 'Value'";
const IS_VALUE = `json_type(one.value, '$.MetricName') = 'text'
  AND json_type(one.value, '$.Value') IN ('integer', 'real')`;
const INSERT_NEW = `INSERT OR IGNORE INTO final_metrics SELECT NEW.name, ${VALUES}
  FROM json_each(NEW.body, '$.finalMetrics') AS one WHERE ${IS_VALUE};`;

/** Kept by the database itself, so that it is never behind the jobs' records. */
export const finalMetricMigration: Migration = {
  name: "final-metrics",
  sql: `
    CREATE TABLE final_metrics (
      job TEXT NOT NULL,
      metric TEXT NOT NULL,
      value REAL NOT NULL,
      PRIMARY KEY (job, metric)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX final_metrics_by_value ON final_metrics (metric, value, job);
    CREATE TRIGGER final_metrics_of_new AFTER INSERT ON resources WHEN NEW.kind = 'training-job'
    BEGIN
      ${INSERT_NEW}
    END;
    CREATE TRIGGER final_metrics_of_changed AFTER UPDATE OF body ON resources
    WHEN NEW.kind = 'training-job'
      AND NEW.body -> '$.finalMetrics' IS NOT OLD.body -> '$.finalMetrics'
    BEGIN
      DELETE FROM final_metrics WHERE job = OLD.name;
      ${INSERT_NEW}
    END;
    CREATE TRIGGER final_metrics_of_deleted AFTER DELETE ON resources
    WHEN OLD.kind = 'training-job'
    BEGIN
      DELETE FROM final_metrics WHERE job = OLD.name;
    END;
    INSERT OR IGNORE INTO final_metrics SELECT name, ${VALUES}
      FROM resources, json_each(body, '$.finalMetrics') AS one
      WHERE kind = 'training-job' AND ${IS_VALUE};
  `,
};

export function createFinalMetrics(db: DatabaseSync): FinalMetrics {
  const others = `SELECT name FROM resources WHERE kind = 'training-job' AND NOT EXISTS
    (SELECT 1 FROM final_metrics WHERE job = resources.name AND metric = ?) ORDER BY created, name`;
  return {
    *ranked(metric, descending) {
      const direction = descending ? "DESC" : "ASC";
      const withValue = `SELECT job AS name FROM final_metrics WHERE metric = ?
        ORDER BY value ${direction}, job ${direction}`;
      for (const sql of [withValue, others]) {
        for (const row of db.prepare(sql).iterate(metric)) yield row["name"] as string;
      }
    },
  };
}
