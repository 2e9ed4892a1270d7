import { expect, test } from "vitest";
import { confusionOf, mostConfused } from "./confusion";
import { judgedRows, type Segment } from "./evaluation";
import { perClassOf } from "./per-class";
import { classedRows, worstOf } from "./rows";
import { boxOf, isOff, segmentsOf, splitFeatures } from "./segments";
import { evaluationWith, predictionsOf } from "./testing/evaluations";

const segment = (members: Partial<Segment>): Segment => ({
  feature: "price",
  rows: 100,
  rmse: 10,
  mean_residual: 0,
  residual_quantiles: [],
  ...members,
});

test("rows without two numbers are left out, and keep their place", () => {
  const predictions = {
    ...predictionsOf(0, () => ({ actual: 0, predicted: 0 })),
    actual: [1, null, "x", 4],
    predicted: [2, 2, 3, 1],
  };
  expect(judgedRows(evaluationWith({ predictions }))).toEqual([
    { at: 0, actual: 1, predicted: 2 },
    { at: 3, actual: 4, predicted: 1 },
  ]);
});

test("the worst rows come first, whichever way they miss", () => {
  const rows = judgedRows(
    evaluationWith({
      predictions: predictionsOf(30, (at) => ({ actual: 0, predicted: at % 2 ? at : -at })),
    }),
  );
  expect(
    worstOf(rows)
      .map(({ predicted }) => predicted)
      .slice(0, 3),
  ).toEqual([29, -28, 27]);
  expect(worstOf(rows)).toHaveLength(12);
});

test("a class is right whether it is written as a number or as text", () => {
  const predictions = {
    ...predictionsOf(0, () => ({ actual: 0, predicted: 0 })),
    actual: [1, "1", "a", null],
    predicted: ["1", 2, "a", "a"],
  };
  const probabilities = [[0.2, 0.8], [], [1, 0]];
  const surer = evaluationWith({ predictions: { ...predictions, probabilities } });
  expect(classedRows(surer)[0]?.probability).toBe(0.8);
  expect(classedRows(evaluationWith({ predictions }))[0]?.probability).toBeNull();
  expect(classedRows(evaluationWith({ predictions })).map(({ isRight }) => isRight)).toEqual([
    true,
    false,
    true,
  ]);
});

test("ranges come from the highest down, values from the largest error, the important feature first", () => {
  const evaluation = evaluationWith({
    importance: {
      method: "",
      features: [
        { name: "price", value: 1, spread: null },
        { name: "shop", value: 9, spread: null },
      ],
    },
    segments: [
      segment({ low: 0, high: 10 }),
      segment({ low: 10, high: 20 }),
      segment({ value: null }),
      segment({ feature: "shop", value: "a", rmse: 5 }),
      segment({ feature: "shop", value: "b", rmse: 8 }),
      segment({ feature: "day", low: "2026-01-01", high: "2026-02-01" }),
      segment({ feature: "day", low: "2026-02-01", high: "2026-03-01" }),
    ],
  });
  expect(splitFeatures(evaluation)).toEqual(["shop", "price", "day"]);
  expect(segmentsOf(evaluation, "price").map(({ low }) => low)).toEqual([10, 0, undefined]);
  expect(segmentsOf(evaluation, "shop").map(({ value }) => value)).toEqual(["b", "a"]);
  expect(segmentsOf(evaluation, "day")[0]?.low).toBe("2026-02-01");
});

test("a mean residual is off beyond 3 standard errors of 30 rows or more", () => {
  expect(isOff(segment({ rmse: 10, mean_residual: 3 }))).toBe(true);
  expect(isOff(segment({ rmse: 10, mean_residual: 2.8 }))).toBe(false);
  expect(isOff(segment({ rows: 29, rmse: 10, mean_residual: 9 }))).toBe(false);
});

test("a box needs five numbers", () => {
  expect(boxOf(segment({ residual_quantiles: [1, 2, 3, 4, 5] }))).toEqual([1, 2, 3, 4, 5]);
  expect(boxOf(segment({ residual_quantiles: [1, 2, null, 4, 5] }))).toBeNull();
  expect(boxOf(segment({ residual_quantiles: [1, 2] }))).toBeNull();
});

test("a matrix has as many columns as rows; classes without a name are numbered", () => {
  const confusion = confusionOf(
    evaluationWith({
      classes: ["no"],
      confusion: [
        [8, 1],
        [3, 0],
      ],
    }),
  );
  expect(confusion).toMatchObject({ names: ["no", "1"], rows: 12, right: 8 });
  expect(confusion && mostConfused(confusion)).toMatchObject([
    { actual: "1", predicted: "no", rows: 3 },
    { actual: "no", predicted: "1", rows: 1 },
  ]);
  expect(confusionOf(evaluationWith({ confusion: [[1, 2]] }))).toBeNull();
});

test("figures of each class come from a list, named or in the classes' order, or by name", () => {
  const classes = ["a", "b"];
  const list = [
    { class: "b", recall: 1 },
    { recall: 0.5, note: "text" },
  ];
  expect(perClassOf(evaluationWith({ classes, per_class: list }))).toEqual([
    { name: "b", figures: { recall: 1 } },
    { name: "b", figures: { recall: 0.5 } },
  ]);
  const named = { a: { precision: 1, recall: null }, accuracy: 0.9 };
  expect(perClassOf(evaluationWith({ per_class: named }))).toEqual([
    { name: "a", figures: { precision: 1, recall: null } },
  ]);
  expect(perClassOf(evaluationWith({}))).toEqual([]);
});
