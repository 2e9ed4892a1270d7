import { expect, test } from "vitest";
import { jobsCsv, type WrittenJob } from "./job-csv";

const job = (part: Partial<WrittenJob>): WrittenJob => ({
  name: "forest-1",
  status: "Completed",
  imageName: "random-forest:0.1.0",
  dataset: "shop",
  instanceType: "ml.m5.large",
  instanceCount: 1,
  createdAt: "2026-11-21T10:00:00.000Z",
  startedAt: null,
  endedAt: null,
  failureReason: null,
  finalMetrics: [],
  hyperparameters: {},
  tags: {},
  ...part,
});

const lines = (jobs: readonly WrittenJob[]) => jobsCsv(jobs).split("\r\n");

test("every metric, hyperparameter and tag of any job has its column", () => {
  const [head, first, second, end] = lines([
    job({ finalMetrics: [{ name: "rmse", value: -1.5 }], hyperparameters: { depth: "3" } }),
    job({
      name: "forest-2",
      finalMetrics: [{ name: "rmse", value: null }],
      tags: { sweep: "2" },
      hyperparameters: { constructor: "x" },
    }),
  ]);
  expect(head).toMatch(/,failure,metric:rmse,hp\.constructor,hp\.depth,tag:sweep$/);
  expect(first).toMatch(/^forest-1,Completed,.*,,-1\.5,,3,$/);
  expect(second).toMatch(/^forest-2,.*,,NaN,x,,2$/);
  expect(end).toBe("");
});

test("what others wrote cannot break out of its cell or become a formula", () => {
  const [, line] = lines([
    job({ failureReason: 'a "b", c', hyperparameters: { target: "=HYPERLINK(1)" } }),
  ]);
  expect(line).toContain('"a ""b"", c"');
  expect(line).toContain("'=HYPERLINK(1)");
});

test("no job is a head alone", () => {
  expect(lines([])).toHaveLength(2);
});
