import { expect, test } from "vitest";
import type { TrainingJobSummary } from "@/lib/contracts/training-jobs";
import { bestJob, givenNumber } from "./tried-values";

const job = (name: string, rmse: number | null, more: Partial<TrainingJobSummary> = {}) =>
  ({
    name,
    dataset: "shop",
    finalMetrics: [
      { name: "train:rmse", value: 1, at: null },
      { name: "validation:rmse", value: rmse, at: null },
    ],
    hyperparameters: { depth: "7", mode: "fast" },
    ...more,
  }) as unknown as TrainingJobSummary;

test("the best is the one with the best value on new data", () => {
  const best = bestJob([job("a", 3), job("b", 2), job("c", null)]);
  expect(best).toMatchObject({ job: { name: "b" }, metric: "validation:rmse", value: 2 });
});

test("what cannot be compared has no best", () => {
  expect(bestJob([])).toBeNull();
  expect(bestJob([job("a", 3)])).toBeNull();
  expect(bestJob([job("a", 3), job("b", 2, { dataset: "other" })])).toBeNull();
  expect(bestJob([job("a", 3, { dataset: null }), job("b", 2, { dataset: null })])).toBeNull();
});

test("a value that is no number marks no place", () => {
  expect(givenNumber(job("a", 1), "depth")).toBe(7);
  expect(givenNumber(job("a", 1), "mode")).toBeNull();
  expect(givenNumber(job("a", 1), "absent")).toBeNull();
});
