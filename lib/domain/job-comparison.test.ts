import { expect, test } from "vitest";
import {
  type ComparedJob,
  hyperparameterRows,
  isSame,
  metricRows,
  shortNames,
  winnerOf,
} from "./job-comparison";

const job = (
  name: string,
  metrics: Readonly<Record<string, number | null>>,
  hyperparameters: Readonly<Record<string, string>> = {},
): ComparedJob => ({
  name,
  dataset: "shop",
  imageName: "rf:1",
  finalMetrics: Object.entries(metrics).map(([metric, value]) => ({ name: metric, value })),
  hyperparameters,
});

test("the winner is best by what new data say, and is told with the next", () => {
  const jobs = [
    job("a", { "train:rmse": 1, "validation:rmse": 30 }),
    job("b", { "train:rmse": 9, "validation:rmse": 20 }),
    job("c", { "train:rmse": 0.5, "validation:rmse": 21 }),
    job("failed", { "validation:rmse": null }),
  ];
  expect(winnerOf(jobs)).toEqual({
    metric: "validation:rmse",
    job: "b",
    value: 20,
    next: { job: "c", value: 21 },
  });
});

test("where higher is better, or better is unknown, the smallest does not win", () => {
  expect(winnerOf([job("a", { accuracy: 0.9 }), job("b", { accuracy: 0.8 })])?.job).toBe("a");
  expect(winnerOf([job("a", { widgets: 1 }), job("b", { widgets: 2 })])).toBeNull();
  expect(winnerOf([job("a", { rmse: 1 }), job("b", {})])?.next).toBeNull();
});

test("a row tells values as they were given, gaps to the first job, and all that are best", () => {
  const [rmse] = metricRows([
    job("a", { rmse: 5 }),
    job("b", { rmse: 3.5 }),
    job("c", {}),
    job("d", { rmse: 3.5 }),
  ]);
  expect(rmse).toEqual({
    name: "rmse",
    values: ["5", "3.5", null, "3.5"],
    gaps: [null, -1.5, null, -1.5],
    best: [1, 3],
  });
  expect(metricRows([job("a", { rmse: 5 }), job("b", { rmse: 5 })])[0]?.best).toEqual([]);
});

test("a hyperparameter that one job does not set differs, also where it is called like a member", () => {
  const rows = hyperparameterRows([
    job("a", {}, { depth: "3", constructor: "x" }),
    job("b", {}, { depth: "3" }),
  ]);
  expect(rows.map((row) => [row.name, row.values, isSame(row)])).toEqual([
    ["constructor", ["x", null], false],
    ["depth", ["3", "3"], true],
  ]);
});

test("short names leave out what all begin with, and never all of a name", () => {
  expect(shortNames(["rf-sweep-7", "rf-sweep-12"])).toEqual(["7", "12"]);
  expect(shortNames(["rf", "rf-2"])).toEqual(["rf", "2"]);
  expect(shortNames(["one", "two"])).toEqual(["one", "two"]);
});
