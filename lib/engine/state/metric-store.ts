import type { DatabaseSync } from "node:sqlite";
import type { Migration } from "./database.ts";
import {
  type Distribution,
  decodeDistribution,
  distributionOfValues,
  encodeDistribution,
  mergeDistributions,
} from "./distribution.ts";
import { inTransaction } from "./transaction.ts";

export interface MetricSeries {
  readonly namespace: string;
  readonly name: string;
  /** By name; two series with the same set are the same series, in whatever order they came. */
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface MetricDatum {
  readonly series: MetricSeries;
  readonly unit: string;
  readonly at: Date;
  /** How finely time is kept; values of one slot are merged. */
  readonly resolutionSeconds: 1 | 60;
  readonly distribution: Distribution;
}

export interface MetricPoint {
  /** Start of the slot, in milliseconds. */
  readonly at: number;
  readonly distribution: Distribution;
}

export interface SeriesQuery {
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  /** Dimensions that must be there; without a value, any value. */
  readonly dimensions?: readonly { name: string; value?: string | undefined }[] | undefined;
  readonly limit: number;
  /** The number of the series after which the page starts. */
  readonly after: number;
}

export interface MetricStore {
  /** Keeps values durably before it returns. */
  put(data: readonly MetricDatum[]): void;
  /** Takes one value without waiting for the disk; it is durable after the next `flush`. */
  record(datum: Omit<MetricDatum, "distribution"> & { readonly value: number }): void;
  flush(): void;
  /** Deletes what is older than 63 days at `now`, and series that have nothing left. */
  expire(now: Date): void;
  find(query: SeriesQuery): readonly (MetricSeries & { readonly id: number })[];
  /** Points with `start <= at < end`, oldest first, and the series' unit. */
  read(series: MetricSeries, start: Date, end: Date): readonly MetricPoint[];
  unit(series: MetricSeries): string | undefined;
}

export const metricMigration: Migration = {
  name: "metrics",
  sql: `
    CREATE TABLE metric_series (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      namespace TEXT NOT NULL,
      name TEXT NOT NULL,
      dimensions TEXT NOT NULL,
      unit TEXT NOT NULL,
      UNIQUE (namespace, name, dimensions)
    ) STRICT;
    CREATE TABLE metric_points (
      series_id INTEGER NOT NULL,
      at INTEGER NOT NULL,
      distribution TEXT NOT NULL,
      PRIMARY KEY (series_id, at)
    ) STRICT, WITHOUT ROWID;
  `,
};

export const metricAgeMigration: Migration = {
  name: "metric-ages",
  sql: "CREATE INDEX metric_points_by_age ON metric_points (at);",
};

/** As long as CloudWatch keeps anything finer than an hour. */
const KEPT_MS = 63 * 86_400_000;

export function createMetricStore(db: DatabaseSync): MetricStore {
  const put = createPointWriter(db);
  const select = db.prepare(
    "SELECT id, unit FROM metric_series WHERE namespace = ? AND name = ? AND dimensions = ?",
  );
  const points = db.prepare(
    "SELECT at, distribution FROM metric_points WHERE series_id = ? AND at >= ? AND at < ? ORDER BY at",
  );
  const found = db.prepare(
    `SELECT * FROM metric_series WHERE id > ? AND (? IS NULL OR namespace = ?)
     AND (? IS NULL OR name = ?) ORDER BY id`,
  );
  const expirePoints = db.prepare("DELETE FROM metric_points WHERE at < ?");
  const expireSeries = db.prepare(
    "DELETE FROM metric_series WHERE id NOT IN (SELECT series_id FROM metric_points)",
  );
  let waiting = new Map<string, { datum: Omit<MetricDatum, "distribution">; values: number[] }>();

  const flush = () => {
    if (waiting.size === 0) return;
    const data = [...waiting.values()].map(({ datum, values }) => ({
      ...datum,
      distribution: distributionOfValues(values),
    }));
    waiting = new Map();
    put(data);
  };
  const seriesRow = ({ namespace, name, dimensions }: MetricSeries) =>
    select.get(namespace, name, dimensionsKey(dimensions));

  return {
    put,
    flush,
    expire: (now) =>
      inTransaction(db, () => {
        if (expirePoints.run(now.getTime() - KEPT_MS).changes > 0) expireSeries.run();
      }),
    record({ value, ...datum }) {
      const { namespace, name, dimensions } = datum.series;
      const slot = slotOf(datum.at, datum.resolutionSeconds);
      const key = JSON.stringify([namespace, name, dimensionsKey(dimensions), slot]);
      const slotValues = waiting.get(key)?.values;
      if (slotValues) slotValues.push(value);
      else waiting.set(key, { datum, values: [value] });
    },
    find({ namespace = null, name = null, dimensions = [], limit, after }) {
      flush();
      const rows = found.all(after, namespace, namespace, name, name).map(toSeries);
      return rows.filter((row) => hasDimensions(row.dimensions, dimensions)).slice(0, limit);
    },
    read(series, start, end) {
      flush();
      const row = seriesRow(series);
      if (!row) return [];
      return points
        .all(row["id"] as number, start.getTime(), end.getTime())
        .map(({ at, distribution }) => ({
          at: at as number,
          distribution: decodeDistribution(distribution as string),
        }));
    },
    unit: (series) => seriesRow(series)?.["unit"] as string | undefined,
  };
}

function createPointWriter(db: DatabaseSync): MetricStore["put"] {
  const series = db.prepare(
    `INSERT INTO metric_series (namespace, name, dimensions, unit) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET unit = excluded.unit RETURNING id`,
  );
  const select = db.prepare(
    "SELECT distribution FROM metric_points WHERE series_id = ? AND at = ?",
  );
  const save = db.prepare("INSERT OR REPLACE INTO metric_points VALUES (?, ?, ?)");
  return (data) =>
    inTransaction(db, () => {
      for (const datum of data) {
        const { namespace, name, dimensions } = datum.series;
        const row = series.get(namespace, name, dimensionsKey(dimensions), datum.unit);
        const id = row?.["id"] as number;
        const at = slotOf(datum.at, datum.resolutionSeconds);
        const before = select.get(id, at)?.["distribution"] as string | undefined;
        const merged =
          before === undefined
            ? datum.distribution
            : mergeDistributions(decodeDistribution(before), datum.distribution);
        save.run(id, at, encodeDistribution(merged));
      }
    });
}

function slotOf(at: Date, resolutionSeconds: number): number {
  const width = resolutionSeconds * 1000;
  return Math.floor(at.getTime() / width) * width;
}

function dimensionsKey(dimensions: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function toSeries(row: Record<string, unknown>) {
  return {
    id: row["id"] as number,
    namespace: row["namespace"] as string,
    name: row["name"] as string,
    dimensions: Object.fromEntries(JSON.parse(row["dimensions"] as string) as [string, string][]),
  };
}

function hasDimensions(
  dimensions: Readonly<Record<string, string>>,
  wanted: readonly { name: string; value?: string | undefined }[],
): boolean {
  return wanted.every(({ name, value }) =>
    value === undefined ? name in dimensions : dimensions[name] === value,
  );
}
