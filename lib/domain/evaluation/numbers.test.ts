import { expect, test } from "vitest";
import { deviation, histogramOf, quantile } from "./numbers";

test("a quantile lies between its two neighbours", () => {
  expect(quantile([0, 10], 0.25)).toBe(2.5);
  expect(quantile([7], 0.9)).toBe(7);
});

test("every residual is counted once in bins of round width", () => {
  const values = Array.from({ length: 1000 }, (_, at) => Math.sin(at) * 2345).sort((a, b) => a - b);
  const { edges, counts } = histogramOf(values);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1000);
  expect(edges).toHaveLength(counts.length + 1);
  expect((edges[1] ?? 0) - (edges[0] ?? 0)).toBe(200);
  expect(edges).toContain(0);
});

test("equal residuals make one bin", () => {
  expect(histogramOf([5, 5, 5])).toEqual({ edges: [5, 6], counts: [3] });
});

test("the deviation is a sample's, and one value has none", () => {
  expect(deviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(2.138, 3);
  expect(deviation([7])).toBeNaN();
});

test("the largest and the smallest numbers have bins too", () => {
  for (const [low, high] of [
    [-1e308, 1e308],
    [0, 5e-324],
    [1e15, 1e15 + 1],
  ] as const) {
    const { edges, counts } = histogramOf([low, high]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(edges.every(Number.isFinite)).toBe(true);
  }
});
