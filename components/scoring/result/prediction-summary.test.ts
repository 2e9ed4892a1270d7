import { expect, test } from "vitest";
import { distribute, summarise } from "./prediction-summary";

const sorted = (...values: number[]) => Float64Array.from(values).sort();

test("summarises an even and an odd number of predictions", () => {
  expect(summarise(sorted(4, 1, 3, 2))).toEqual({
    count: 4,
    mean: 2.5,
    median: 2.5,
    min: 1,
    max: 4,
  });
  expect(summarise(sorted(9, 1, 2))?.median).toBe(2);
  expect(summarise(sorted())).toBeNull();
});

test("counts over the training target's bins and scales its outline to as many rows", () => {
  const training = { edges: [0, 10, 20], counts: [30, 10] };
  const found = distribute(sorted(-5, 0, 9.99, 10, 20, 21, 3, 4), training);
  expect(found.counts).toEqual([4, 2]);
  expect(found.beyond).toBe(2);
  expect(found.outline).toEqual([6, 2]);
});

test("makes bins of its own without a training target, also for a single value", () => {
  const alone = distribute(sorted(7, 7, 7), undefined);
  expect(alone.counts.reduce((sum, count) => sum + count, 0)).toBe(3);
  expect(alone.outline).toBeNull();
  const spread = distribute(sorted(...Array.from({ length: 100 }, (_, at) => at)), undefined);
  expect(spread.counts.reduce((sum, count) => sum + count, 0)).toBe(100);
});
