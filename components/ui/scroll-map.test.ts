import { describe, expect, test } from "vitest";
import { MAX_HEIGHT, rowsAt, scrollMap, scrollTopOf } from "./scroll-map";

describe("a list that fits under the cap", () => {
  const map = scrollMap(1000, 20, 400);

  test("scrolls one to one", () => {
    expect(map).toMatchObject({ height: 20_000, scale: 1 });
    expect(rowsAt(map, 0, 0)).toEqual({ first: 0, end: 21, top: 0, atEnd: false });
    expect(rowsAt(map, 1010, 0)).toMatchObject({ first: 50, end: 71, top: 1000 });
  });

  test("ends with its last row", () => {
    expect(rowsAt(map, 19_600, 0)).toMatchObject({ first: 980, end: 1000, atEnd: true });
  });

  test("draws some rows more on both sides", () => {
    expect(rowsAt(map, 1000, 5)).toMatchObject({ first: 45, end: 76, top: 900 });
  });
});

describe("a list of two million rows", () => {
  const map = scrollMap(2_000_000, 20, 500);

  test("stays under the cap", () => {
    expect(map.height).toBe(MAX_HEIGHT);
    expect(map.scale).toBeGreaterThan(2.6);
  });

  test("reaches its first and last row", () => {
    expect(rowsAt(map, 0, 0).first).toBe(0);
    const last = rowsAt(map, MAX_HEIGHT - 500, 0);
    expect(last.end).toBe(2_000_000);
    expect(last.atEnd).toBe(true);
  });

  test.each([0, 1, 12_345, 958_697, 1_999_999])("row %i can be brought into sight", (row) => {
    const top = scrollTopOf(map, row);
    const { first, end } = rowsAt(map, top, 0);
    expect(first).toBeLessThanOrEqual(row);
    expect(end).toBeGreaterThan(row);
  });

  test("drawn rows cover the box at every position", () => {
    for (const scrollTop of [0, 7, 1_000_003, 7_500_000, MAX_HEIGHT - 501]) {
      const { first, end, top } = rowsAt(map, scrollTop, 0);
      expect(top).toBeLessThanOrEqual(scrollTop);
      expect(top + (end - first) * 20).toBeGreaterThanOrEqual(scrollTop + 500);
    }
  });
});

test("an empty or short list does not scroll", () => {
  expect(rowsAt(scrollMap(0, 20, 400), 0, 5)).toEqual({ first: 0, end: 0, top: 0, atEnd: true });
  expect(rowsAt(scrollMap(3, 20, 400), 0, 5)).toMatchObject({ first: 0, end: 3, atEnd: true });
});
