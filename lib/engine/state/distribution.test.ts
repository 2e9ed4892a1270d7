import { describe, expect, test } from "vitest";
import {
  decodeDistribution,
  distributionOfValues,
  encodeDistribution,
  mergeDistributions,
  statisticOf,
} from "./distribution.ts";

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("a distribution", () => {
  test("keeps percentiles within half a per cent, and its size bounded, over a million values", () => {
    const parts = Array.from({ length: 100 }, (_, part) =>
      distributionOfValues(range(10_000).map((value) => value * 100 + part)),
    );
    const all = parts.reduce(mergeDistributions);
    expect(all.count).toBe(1_000_000);
    expect(all.values.size).toBeLessThan(5000);
    for (const percent of [1, 50, 90, 99]) {
      const exact = percent * 10_000 + 99;
      const found = statisticOf(all, `p${percent}`) ?? 0;
      expect(Math.abs(found - exact) / exact).toBeLessThanOrEqual(0.005);
    }
    expect(statisticOf(all, "Maximum")).toBe(1_000_099);
    expect(statisticOf(all, "p100")).toBeLessThanOrEqual(1_000_099);
  });

  test("is the same after it was written and read", () => {
    const one = distributionOfValues([1, 2, 2, 0.5], [1, 2, 3, 4]);
    expect(decodeDistribution(encodeDistribution(one))).toEqual(one);
    expect(statisticOf(one, "SampleCount")).toBe(10);
    expect(statisticOf(one, "Sum")).toBe(13);
  });

  test("of a statistic set knows no percentiles", () => {
    const set = { count: 3, sum: 6, min: 1, max: 3, values: new Map<number, number>() };
    expect(statisticOf(set, "p50")).toBeUndefined();
    expect(statisticOf(set, "Average")).toBe(2);
  });
});
