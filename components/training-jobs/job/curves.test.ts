import { expect, test } from "vitest";
import type { MetricPoint } from "@/lib/domain/metric-points";
import { curveNames, curvePanels, metricColor, stepNameOf, withBest } from "./curves";

const points = (metric: string, values: readonly number[], steps = true): MetricPoint[] =>
  values.map((value, at) => ({
    metric,
    value,
    at: 1000 * at,
    line: at,
    step: steps ? { name: "trees", value: 10 * (at + 1) } : null,
  }));

const SERIES = {
  "train:rmse": points("train:rmse", [600, 590]),
  "validation:rmse": points("validation:rmse", [1160, 1130, 1136]),
  rmse: points("rmse", [1136]),
};
const DEFINITIONS = [{ name: "train:rmse" }, { name: "validation:rmse" }, { name: "rmse" }];

test("a single value is a figure, not a curve", () => {
  expect(curveNames(SERIES)).toEqual(["train:rmse", "validation:rmse"]);
});

test("curves of different size stand in panels of their own, validation first", () => {
  const panels = curvePanels(SERIES, curveNames(SERIES), DEFINITIONS, "step");
  expect(panels.map(({ id }) => id)).toEqual(["validation:rmse", "train:rmse"]);
  expect(panels[0]?.series[0]?.points).toEqual([
    [10, 1160],
    [20, 1130],
    [30, 1136],
  ]);
});

test("curves of like size share a panel", () => {
  const series = { a: points("a", [1, 2, 3]), b: points("b", [1.5, 2.5, 3.5]) };
  const panels = curvePanels(series, ["a", "b"], [{ name: "a" }, { name: "b" }], "time");
  expect(panels.map(({ series: shown }) => shown.map(({ name }) => name))).toEqual([["a", "b"]]);
});

test("a curve that would be flat beside another has a panel of its own", () => {
  const series = { acc: points("acc", [0, 0.5, 1]), loss: points("loss", [1e-9, 5e-10, 2e-10]) };
  const panels = curvePanels(series, ["acc", "loss"], [{ name: "acc" }, { name: "loss" }], "step");
  expect(panels).toHaveLength(2);
});

test("a step that was written twice counts once, with its later value", () => {
  const [first, second] = points("a", [1, 2]);
  const twice = {
    a: [first, { ...second, step: first?.step ?? null }].filter((point) => point !== undefined),
  };
  const [panel] = curvePanels(twice as { a: MetricPoint[] }, ["a"], [{ name: "a" }], "step");
  expect(panel?.series[0]?.points).toEqual([[10, 2]]);
});

test("points are ordered by a step only where all of them count in the same", () => {
  expect(stepNameOf(SERIES, curveNames(SERIES))).toBe("trees");
  expect(stepNameOf({ a: points("a", [1, 2], false) }, ["a"])).toBeNull();
  expect(stepNameOf({}, [])).toBeNull();
  const epochs = points("b", [1]).map((point) => ({ ...point, step: { name: "epoch", value: 1 } }));
  expect(stepNameOf({ a: points("a", [1, 2]), b: epochs }, ["a", "b"])).toBeNull();
});

test("the best point is ringed where it is neither end, and where better is known", () => {
  const panels = (name: string, values: readonly number[]) =>
    withBest(
      curvePanels({ [name]: points(name, values) }, [name], [{ name }], "step"),
      (value) => `best ${value}`,
    );
  expect(panels("validation:rmse", [5, 3, 4])[0]?.best).toEqual({ x: 20, y: 3, label: "best 3" });
  expect(panels("accuracy", [1, 3, 2])[0]?.best?.y).toBe(3);
  expect(panels("validation:rmse", [5, 4, 3])[0]?.best).toBeUndefined();
  expect(panels("something", [5, 3, 4])[0]?.best).toBeUndefined();
});

test("a metric keeps its colour by its place among the definitions", () => {
  expect(DEFINITIONS.map(({ name }) => metricColor(DEFINITIONS, name))).toEqual([1, 2, 3]);
});
