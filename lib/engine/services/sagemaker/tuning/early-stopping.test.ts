import { expect, test } from "vitest";
import { type Curve, fallsBehind } from "./early-stopping.ts";

/** One value a second. */
const curve = (...values: readonly number[]): Curve => values.map((sum) => ({ count: 1, sum }));

const FINISHED = [curve(5, 3, 1), curve(6, 4, 2), curve(7, 5, 3)];

test("a value worse than the median average up to the same number of values falls behind", () => {
  // The averages of the first two values are 4, 5 and 6.
  expect(fallsBehind(5.1, curve(9, 5.1), FINISHED)).toBe(true);
  expect(fallsBehind(4.9, curve(9, 4.9), FINISHED)).toBe(false);
});

test("a training that goes on for longer than the others is compared with all they had", () => {
  expect(fallsBehind(4.1, curve(9, 8, 7, 6, 4.1), FINISHED)).toBe(true);
  expect(fallsBehind(3.9, curve(9, 8, 7, 6, 3.9), FINISHED)).toBe(false);
});

test("several values of one second count as several", () => {
  const finished = FINISHED.map((one) => [
    { count: 3, sum: one.reduce((total, { sum }) => total + sum, 0) },
  ]);
  expect(fallsBehind(4.1, [{ count: 2, sum: 9 }], finished)).toBe(true);
});

test("one value, or fewer than three finished trainings, tell nothing", () => {
  expect(fallsBehind(100, curve(100), FINISHED)).toBe(false);
  expect(fallsBehind(100, curve(100, 100), FINISHED.slice(1))).toBe(false);
  expect(fallsBehind(100, curve(100, 100), [...FINISHED.slice(1), curve()])).toBe(false);
});
