import { expect, test } from "vitest";
import { readEvaluation } from "./evaluation";

const HEAD = { version: 1, task: "regression" };

test("what a container leaves out is empty, and unknown members pass", () => {
  const read = readEvaluation({
    ...HEAD,
    tomorrow: true,
    metrics: { rmse: { value: null } },
    segments: [
      { feature: "size", value: null, rows: 3, rmse: 1.5 },
      { feature: "day", low: "2026-01-01", high: "2026-02-01", rows: 3 },
    ],
  });
  expect(read).toMatchObject({
    unread: [],
    evaluation: {
      protocol: null,
      predictions: null,
      baselines: [],
      train_metrics: {},
      metrics: { rmse: { value: null, low: null } },
      segments: [
        { value: null, mean_residual: null, residual_quantiles: [] },
        { low: "2026-01-01", rmse: null },
      ],
    },
  });
});

test("a member that cannot be read is named, and the others stand", () => {
  const read = readEvaluation({
    ...HEAD,
    metrics: { rmse: { value: 2 } },
    importance: { features: [{ name: "a", value: "much" }] },
    predictions: { actual: new Array(10_001).fill(1), predicted: [] },
  });
  expect(read).toMatchObject({
    evaluation: { metrics: { rmse: { value: 2 } }, importance: null, predictions: null },
    unread: [
      { member: "predictions", why: expect.stringMatching(/^actual: /) },
      { member: "importance", why: expect.stringMatching(/^features\.0\.value: /) },
    ],
  });
});

test("a classification's classes may be names or numbers, and its figures a list or by name", () => {
  for (const perClass of [[{ class: 0, recall: 1 }], { "0": { recall: 1 }, accuracy: 0.9 }]) {
    const file = { version: 1, task: "classification", classes: [0, "b"], per_class: perClass };
    expect(readEvaluation(file)).toMatchObject({ unread: [], evaluation: { per_class: perClass } });
  }
});

test("what is no evaluation at all says why", () => {
  for (const file of [null, 3, [], { version: 2, task: "regression" }]) {
    expect(readEvaluation(file)).toEqual({ why: expect.stringContaining("version") });
  }
});
