import { expect, test } from "vitest";
import { costOfDays, costOfMonth, costSince, sumKnown } from "./costs";

const now = Date.parse("2026-11-21T12:00:00Z");

test("half an hour costs half of an hour's price", () => {
  expect(costSince(0.23, "2026-11-21T11:30:00Z", now)).toBeCloseTo(0.115);
});

test("what starts in a clock that runs ahead costs nothing yet", () => {
  expect(costSince(0.23, "2026-11-21T12:00:05Z", now)).toBe(0);
});

test("a month is 730 hours", () => {
  expect(costOfMonth(2)).toBe(1460);
});

test("a sum says how many prices it leaves out", () => {
  expect(sumKnown([0.5, null, 0.25, null])).toEqual({ sum: 0.75, unknown: 2 });
  expect(sumKnown([])).toEqual({ sum: 0, unknown: 0 });
});

test("a day costs what ran in it, and today is a whole day at the present rate", () => {
  const running = [
    { hourly: 1, createdAt: "2026-11-01T00:00:00Z" },
    { hourly: 2, createdAt: "2026-11-20T06:00:00Z" },
    { hourly: 0.5, createdAt: "2026-11-21T11:00:00Z" },
  ];
  expect(costOfDays(running, now, 3)).toEqual([24, 24 + 12, 24 + 48 + 12]);
  expect(costOfDays([], now, 2)).toEqual([0, 0]);
});
