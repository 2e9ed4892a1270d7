import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "./database.ts";
import { createMetricStore, metricAgeMigration, metricMigration } from "./metric-store.ts";

const DAY_MS = 86_400_000;

test("values are forgotten after 63 days, and series with them", async () => {
  const directory = await mkdtemp(join(tmpdir(), "trainyard-metrics-"));
  const db = openDatabase(join(directory, "engine.db"), [metricMigration, metricAgeMigration]);
  try {
    const metrics = createMetricStore(db);
    const now = new Date("2026-11-21T12:00:00Z");
    const series = (name: string) => ({ namespace: "n", name, dimensions: {} });
    const record = (name: string, daysAgo: number) =>
      metrics.record({
        series: series(name),
        unit: "None",
        at: new Date(now.getTime() - daysAgo * DAY_MS),
        resolutionSeconds: 60,
        value: daysAgo,
      });
    record("gone", 64);
    record("kept", 64);
    record("kept", 62);
    metrics.flush();
    metrics.expire(now);
    expect(metrics.find({ limit: 10, after: 0 }).map(({ name }) => name)).toEqual(["kept"]);
    const points = metrics.read(series("kept"), new Date(0), now);
    expect(points.map(({ distribution }) => distribution.sum)).toEqual([62]);
  } finally {
    db.close();
    await rm(directory, { recursive: true, force: true });
  }
});
