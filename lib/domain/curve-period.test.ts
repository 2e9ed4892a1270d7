import { expect, test } from "vitest";
import { curvePeriod } from "./curve-period";

const DAY = 86_400;

test.each([
  ["a short job just now", 30, 60, 1],
  ["ten minutes, an hour ago", 600, 3600, 30],
  ["an hour, long enough for whole minutes", 3600, 7200, 120],
  ["a short job of yesterday, of which seconds are no longer kept", 30, DAY, 60],
  ["a day's job of last month", DAY, 30 * DAY, 2400],
  ["a short job of last spring", 30, 200 * DAY, 3600],
])("%s", (_, duration, age, period) => {
  expect(curvePeriod(duration, age)).toBe(period);
});
