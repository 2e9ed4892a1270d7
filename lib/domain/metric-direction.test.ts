import { expect, test } from "vitest";
import { betterValue } from "./metric-direction";

test.each([
  ["validation:rmse", "lower"],
  ["train_rmse", "lower"],
  ["loss", "lower"],
  ["val_log_loss", "lower"],
  ["ObjectiveMetric", null],
  ["validation:accuracy", "higher"],
  ["val_f1", "higher"],
  ["r2", "higher"],
  ["trees", null],
  ["lossless", null],
] as const)("of %s the %s value is better", (metric, better) => {
  expect(betterValue(metric)).toBe(better);
});
