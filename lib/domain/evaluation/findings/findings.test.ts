import { describe, expect, test } from "vitest";
import type { Evaluation } from "../evaluation";
import { evaluationWith, metric, predictionsOf } from "../testing/evaluations";
import type { Finding } from "./finding";
import { findingsOf } from "./findings";

/** What one rule finds. */
const found = (rule: Finding["rule"], members: Partial<Evaluation>) =>
  findingsOf(evaluationWith(members)).filter((finding) => finding.rule === rule);

const rmse = (value: number, low?: number, high?: number) => ({ rmse: metric(value, low, high) });
/** Misses that swing evenly around `off`. */
const rows = (count: number, off: number, swing = 10) =>
  predictionsOf(count, (at) => ({
    actual: 100 + at,
    predicted: 100 + at + off + (at % 2 === 0 ? swing : -swing),
  }));

describe("each rule fires on its evaluation, and not beside it", () => {
  test("overfit: an error of 416 on training rows and 1,161 on others, not 1,013 and 1,114", () => {
    expect(found("overfit", { metrics: rmse(1161, 1090, 1230), train_metrics: rmse(416) })).toEqual(
      [{ rule: "overfit", metric: "rmse", train: 416, judged: 1161 }],
    );
    expect(
      found("overfit", { metrics: rmse(1114, 1040, 1180), train_metrics: rmse(1013) }),
    ).toEqual([]);
    const accuracy = (value: number) => ({ accuracy: metric(value) });
    expect(found("overfit", { metrics: accuracy(0.8), train_metrics: accuracy(1) })).toHaveLength(
      1,
    );
    expect(found("overfit", { metrics: accuracy(0.8), train_metrics: accuracy(0.85) })).toEqual([]);
  });

  test("overfit: not where the training error lies within the interval", () => {
    expect(found("overfit", { metrics: rmse(10, 5, 20), train_metrics: rmse(6) })).toEqual([]);
  });

  test("nearly-as-good: a guess 5 % behind, not one 20 % behind or one as good", () => {
    const guess = (value: number) => [{ name: "by shop", metrics: rmse(value) }];
    const metrics = rmse(100, 99, 101);
    expect(found("nearly-as-good", { metrics, baselines: guess(105) })).toMatchObject([
      { baseline: "by shop", value: 100, baselineValue: 105 },
    ]);
    expect(found("nearly-as-good", { metrics, baselines: guess(125) })).toEqual([]);
    expect(found("nearly-as-good", { metrics, baselines: guess(100) })).toEqual([]);
  });

  test("worse-metric: a further metric behind a guess, not one within the interval", () => {
    const loss = (low: number, high: number) => ({
      metrics: { accuracy: metric(0.95), log_loss: metric(1.6, low, high) },
      baselines: [{ name: "frequencies", metrics: { log_loss: metric(1.1) } }],
    });
    expect(found("worse-metric", loss(1.3, 1.9))).toEqual([
      {
        rule: "worse-metric",
        metric: "log_loss",
        value: 1.6,
        baseline: "frequencies",
        baselineValue: 1.1,
      },
    ]);
    expect(found("worse-metric", loss(1, 2.2))).toEqual([]);
  });

  test("few-rows: 99, not 100", () => {
    const protocol = (count: number) => ({ kind: "holdout", rows: count });
    expect(found("few-rows", { protocol: protocol(99) })).toEqual([{ rule: "few-rows", rows: 99 }]);
    expect(found("few-rows", { protocol: protocol(100) })).toEqual([]);
  });

  test("wide-interval: 80 to 120 around 100, not 90 to 110", () => {
    expect(found("wide-interval", { metrics: rmse(100, 80, 120) })).toEqual([
      { rule: "wide-interval", metric: "rmse", low: 80, high: 120 },
    ]);
    expect(found("wide-interval", { metrics: rmse(100, 90, 110) })).toEqual([]);
  });

  test("bias: a mean of 5 with a standard error of 1, not of 2", () => {
    expect(found("bias", { predictions: rows(100, 5) })).toMatchObject([{ mean: 5, median: 5 }]);
    expect(found("bias", { predictions: rows(100, 2) })).toEqual([]);
    expect(found("bias", { predictions: rows(20, 50) })).toEqual([]);
  });

  test("no-bias: a mean within chance, not one beyond it", () => {
    expect(found("no-bias", { predictions: rows(100, 1) })).toMatchObject([{ mean: 1 }]);
    expect(found("no-bias", { predictions: rows(100, 5) })).toEqual([]);
  });

  test("segment: one and a half times the whole error over 30 rows, not over 29", () => {
    const segment = (value: string, count: number, error: number) => ({
      feature: "shop",
      value,
      rows: count,
      rmse: error,
      mean_residual: null,
      residual_quantiles: [],
    });
    const small = segment("b", 40, 60);
    const metrics = rmse(100);
    expect(found("segment", { metrics, segments: [segment("a", 30, 150), small] })).toEqual([
      {
        rule: "segment",
        worst: segment("a", 30, 150),
        worstRmse: 150,
        whole: 100,
        least: { segment: small, rmse: 60 },
      },
    ]);
    expect(found("segment", { metrics, segments: [segment("a", 29, 150), small] })).toEqual([]);
    expect(found("segment", { metrics, segments: [segment("a", 30, 149), small] })).toEqual([]);
  });

  test("growing-spread: misses that grow with the prediction, not misses of one size", () => {
    const growing = predictionsOf(90, (at) => ({
      actual: at % 2 === 0 ? at * 0.8 : at * 1.2,
      predicted: at,
    }));
    expect(found("growing-spread", { predictions: growing })).toHaveLength(1);
    expect(found("growing-spread", { predictions: rows(90, 0) })).toEqual([]);
  });

  test("below-zero: a negative prediction of what never is, not of what may be", () => {
    const few = (actual: number) =>
      predictionsOf(3, (at) => ({ actual, predicted: at === 0 ? -4 : 2 }));
    expect(found("below-zero", { predictions: few(0) })).toEqual([
      { rule: "below-zero", rows: 1, least: -4 },
    ]);
    expect(found("below-zero", { predictions: few(-1) })).toEqual([]);
  });

  test("carried: one of four features with nearly all the importance, not three alike", () => {
    const importance = (...values: number[]) => ({
      method: "permutation",
      features: values.map((value, at) => ({ name: `f${at}`, value, spread: null })),
    });
    expect(found("carried", { importance: importance(95, 3, 2, -4) })).toEqual([
      { rule: "carried", features: ["f0"], share: 0.95, count: 4 },
    ]);
    expect(found("carried", { importance: importance(50, 45, 3, 2) })).toMatchObject([
      { features: ["f0", "f1"], share: 0.95 },
    ]);
    expect(found("carried", { importance: importance(40, 30, 30, 0) })).toEqual([]);
    expect(found("carried", { importance: importance(95) })).toEqual([]);
  });

  test("one-class: no more right answers than the most frequent class gives, not more", () => {
    const classes = ["no", "yes"];
    expect(
      found("one-class", {
        task: "classification",
        classes,
        confusion: [
          [90, 0],
          [10, 0],
        ],
      }),
    ).toEqual([{ rule: "one-class", accuracy: 0.9, frequent: "no", share: 0.9 }]);
    expect(
      found("one-class", {
        task: "classification",
        classes,
        confusion: [
          [90, 0],
          [9, 1],
        ],
      }),
    ).toEqual([]);
  });

  test("missed-class: none of 10 rows found, not one of them, nor none of 9", () => {
    const confusion = (missed: number, right: number) => [
      [50, 0],
      [missed, right],
    ];
    expect(found("missed-class", { classes: ["no", "yes"], confusion: confusion(10, 0) })).toEqual([
      { rule: "missed-class", names: ["yes"] },
    ]);
    expect(found("missed-class", { confusion: confusion(9, 1) })).toEqual([]);
    expect(found("missed-class", { confusion: confusion(9, 0) })).toEqual([]);
  });
});

test("an evaluation with nothing in it says nothing", () => {
  expect(findingsOf(evaluationWith({}))).toEqual([]);
});

test("a classification of numbers is no regression", () => {
  const predictions = predictionsOf(100, () => ({ actual: 0, predicted: 1 }));
  expect(findingsOf(evaluationWith({ task: "classification", predictions }))).toEqual([]);
});
