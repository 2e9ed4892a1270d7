import { expect, test } from "vitest";
import { histogram, NumberSample, quantile } from "./number-sample";

const filled = (most: number, count: number) => {
  const sample = new NumberSample(most);
  for (let value = 0; value < count; value += 1) sample.add(value);
  return sample;
};

test("few numbers are all kept", () => {
  const sample = filled(10, 10);
  expect(sample.sampled).toBe(false);
  expect([...sample.sorted()]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("of many, a fair choice of the given size is kept, the same every time", () => {
  const sample = filled(2000, 200_000);
  const kept = sample.sorted();
  expect(sample.sampled).toBe(true);
  expect(kept).toHaveLength(2000);
  // The median of 2,000 of 200,000 uniform numbers: one standard deviation is 2,236.
  expect(Math.abs(quantile(kept, 0.5) - 100_000)).toBeLessThan(4 * 2236);
  expect([...filled(2000, 200_000).sorted()]).toEqual([...kept]);
});

test("quantiles lie between neighbours by distance", () => {
  const sorted = Float64Array.from([1, 2, 4]);
  expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile(sorted, share))).toEqual([
    1, 1.5, 2, 3, 4,
  ]);
});

test("a histogram counts every number once, the largest in the last bin", () => {
  const bins = histogram(Float64Array.from([0, 0.4, 1, 2, 3, 4]), 4);
  expect(bins).toEqual({ edges: [0, 1, 2, 3, 4], counts: [2, 1, 1, 2] });
  expect(histogram(Float64Array.from([7, 7]), 4)).toEqual({ edges: [7, 7], counts: [2] });
});
