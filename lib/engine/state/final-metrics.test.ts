import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { temporaryFolder } from "../runners/testing/source-image.ts";
import { type Migration, openDatabase } from "./database.ts";
import { createFinalMetrics, finalMetricMigration } from "./final-metrics.ts";
import { createResourceStore, type Resource, resourceMigration } from "./resource-store.ts";

interface Job extends Resource {
  readonly finalMetrics: readonly { MetricName: string; Value: number }[];
}

const AT = new Date(1_800_000_000_000);
const job = (name: string, ...values: number[]): Job => ({
  name,
  arn: `arn:${name}`,
  status: "Completed",
  createdAt: AT,
  modifiedAt: AT,
  finalMetrics: values.map((Value) => ({ MetricName: "rmse", Value })),
});

async function withDatabase(work: (open: (steps: readonly Migration[]) => DatabaseSync) => void) {
  await using folder = await temporaryFolder();
  const opened: DatabaseSync[] = [];
  try {
    work((steps) => {
      const db = openDatabase(join(folder.path, "engine.db"), steps);
      opened.push(db);
      return db;
    });
  } finally {
    for (const db of opened) db.close();
  }
}

test("follows what is written, changed and deleted, and puts jobs without a value last", () =>
  withDatabase((open) => {
    const db = open([resourceMigration, finalMetricMigration]);
    const jobs = createResourceStore<Job>(db, "training-job");
    const { ranked } = createFinalMetrics(db);
    for (const one of [job("b", 2.5, 9), job("none"), job("a", -1), job("c", 2.5)])
      jobs.insert(one);
    createResourceStore<Job>(db, "model").insert(job("model", 1));
    expect([...ranked("rmse", false)]).toEqual(["a", "b", "c", "none"]);
    expect([...ranked("rmse", true)]).toEqual(["c", "b", "a", "none"]);
    jobs.update("none", () => job("none", 100));
    jobs.update("c", () => job("c"));
    jobs.remove("a");
    expect([...ranked("rmse", true)]).toEqual(["none", "b", "c"]);
    expect([...ranked("other", true)]).toEqual(["b", "c", "none"]);
  }));

test("knows the jobs of an engine that had no such table, and leaves out what is no number", () =>
  withDatabase((open) => {
    const before = createResourceStore<Job>(open([resourceMigration]), "training-job");
    before.insert(job("old", 3));
    before.insert(job("odd", Number.NaN));
    before.insert(job("older", 4));
    const { ranked } = createFinalMetrics(open([resourceMigration, finalMetricMigration]));
    expect([...ranked("rmse", true)]).toEqual(["older", "old", "odd"]);
  }));
