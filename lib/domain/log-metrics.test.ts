import { describe, expect, test } from "vitest";
import { compileMetrics, metricsOf } from "./log-metrics";

const DEFINITIONS = [
  { name: "train:rmse", regex: "train_rmse=([0-9.eE+-]+)" },
  { name: "validation:rmse", regex: "validation_rmse=([0-9.eE+-]+)" },
  { name: "rmse", regex: "^rmse=([0-9.]+)" },
];

const extract = (text: string, definitions = DEFINITIONS) =>
  metricsOf(compileMetrics(definitions).metrics, { at: 1000, text, index: 7 });

describe("metricsOf", () => {
  test("a progress line gives each of its values, with the step it names", () => {
    expect(extract("trees=320 train_rmse=595.38 validation_rmse=1136.50 elapsed=156.8s")).toEqual([
      {
        metric: "train:rmse",
        value: 595.38,
        at: 1000,
        line: 7,
        step: { name: "trees", value: 320 },
      },
      {
        metric: "validation:rmse",
        value: 1136.5,
        at: 1000,
        line: 7,
        step: { name: "trees", value: 320 },
      },
    ]);
  });

  test("a final line has no step", () => {
    expect(extract("rmse=1101.2 mae=790.1 r2=0.56")).toEqual([
      { metric: "rmse", value: 1101.2, at: 1000, line: 7, step: null },
    ]);
  });

  test.each(["loss=nan", "loss=1-2", "loss=", "loss=Infinity", "loss=e5"])(
    "%s is not a number",
    (text) => {
      expect(extract(text, [{ name: "loss", regex: "loss=(\\S*)" }])).toEqual([]);
    },
  );

  test("without a group the whole match is the value", () => {
    expect(extract("12.5", [{ name: "x", regex: "[0-9.]+" }])[0]?.value).toBe(12.5);
  });

  test("a pattern that stalls a backtracking engine answers at once", () => {
    const started = performance.now();
    expect(extract(`${"a".repeat(50_000)}!`, [{ name: "x", regex: "(a+)+$" }])).toEqual([]);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

test("look-around is refused by name, the rest still counts", () => {
  const { metrics, refused } = compileMetrics([
    { name: "bad", regex: "(?<=x)(\\d+)" },
    { name: "good", regex: "x=(\\d+)" },
  ]);
  expect(metrics.map(({ name }) => name)).toEqual(["good"]);
  expect(refused).toEqual([{ name: "bad", reason: expect.stringMatching(/\S/) }]);
});
