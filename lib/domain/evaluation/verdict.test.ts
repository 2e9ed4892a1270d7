import { expect, test } from "vitest";
import { evaluationWith, metric } from "./testing/evaluations";
import { verdictOf } from "./verdict";

const mean = (value: number, low?: number, high?: number) => ({
  name: "the mean",
  metrics: { rmse: metric(value, low, high) },
});

test("better: the best guess lies beyond the interval, on the worse side", () => {
  const evaluation = evaluationWith({
    metrics: { rmse: metric(100, 90, 110) },
    baselines: [mean(150), { name: "by shop", metrics: { rmse: metric(120) } }],
  });
  expect(verdictOf(evaluation)).toMatchObject({
    answer: "better",
    baseline: "by shop",
    baselineValue: 120,
    hasInterval: true,
  });
});

test("unsure: the guess lies in the interval, or its own interval reaches into it", () => {
  const metrics = { rmse: metric(100, 90, 110) };
  for (const guess of [mean(108), mean(95), mean(120, 105, 135)]) {
    expect(verdictOf(evaluationWith({ metrics, baselines: [guess] })).answer).toBe("unsure");
  }
});

test("worse: the whole interval lies on the guess's wrong side; also without an interval", () => {
  const guesses = [mean(80)];
  const withInterval = evaluationWith({
    metrics: { rmse: metric(100, 90, 110) },
    baselines: guesses,
  });
  expect(verdictOf(withInterval).answer).toBe("worse");
  const bare = evaluationWith({ metrics: { rmse: metric(100) }, baselines: guesses });
  expect(verdictOf(bare)).toMatchObject({ answer: "worse", hasInterval: false });
});

test("a score is better when it is higher, whatever the order in the file", () => {
  const guess = (value: number) => [{ name: "one class", metrics: { accuracy: metric(value) } }];
  const metrics = { accuracy: metric(0.9, 0.85, 0.95) };
  expect(verdictOf(evaluationWith({ metrics, baselines: guess(0.5) })).answer).toBe("better");
  expect(verdictOf(evaluationWith({ metrics, baselines: guess(0.86) })).answer).toBe("unsure");
  expect(verdictOf(evaluationWith({ metrics, baselines: guess(0.97) })).answer).toBe("worse");
});

test("unknown: without a metric whose direction is known, and without a baseline", () => {
  const odd = evaluationWith({ metrics: { score_x: metric(3) }, baselines: [mean(4)] });
  expect(verdictOf(odd)).toEqual({ answer: "unknown", why: "no-metric" });
  const alone = evaluationWith({ metrics: { rmse: metric(3) } });
  expect(verdictOf(alone)).toEqual({ answer: "unknown", why: "no-baseline" });
});

test("a metric named like a member of every object is not found in a baseline", () => {
  const evaluation = evaluationWith({
    metrics: { constructor: { ...metric(1), better: "lower" as const } },
    baselines: [mean(2)],
  });
  expect(verdictOf(evaluation)).toEqual({ answer: "unknown", why: "no-baseline" });
});
