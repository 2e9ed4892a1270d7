import { expect, test } from "vitest";
import { COLUMN_WIDTH, columnsAt, WINDOW_ABOVE } from "./column-window";

test("few columns are all drawn", () => {
  const drawn = columnsAt(WINDOW_ABOVE, 500, 800);
  expect(drawn).toEqual({ first: 0, end: WINDOW_ABOVE, before: 0, after: 0, width: null });
});

test.each([0, 1, 143, 5000, 144_000, 287_200])(
  "of 2,000 columns at %i px, those in sight are drawn and the others keep their place",
  (left) => {
    const { first, end, before, after, width } = columnsAt(2000, left, 800);
    expect(end - first).toBeLessThan(20);
    expect(before).toBe(first * COLUMN_WIDTH);
    expect(before).toBeLessThanOrEqual(left);
    expect(end * COLUMN_WIDTH).toBeGreaterThanOrEqual(left + 800);
    expect(before + (end - first) * COLUMN_WIDTH + after).toBe(width);
    expect(width).toBe(2000 * COLUMN_WIDTH);
  },
);

test("the last of a million columns can be reached", () => {
  const { end, before, after } = columnsAt(1_000_000, Number.MAX_SAFE_INTEGER, 800);
  expect(end).toBe(1_000_000);
  expect(after).toBe(0);
  expect(before).toBeLessThan(15_000_000);
});
