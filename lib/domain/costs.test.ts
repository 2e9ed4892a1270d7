import { expect, test } from "vitest";
import { costOfMonth, costSince, sumKnown } from "./costs";

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
