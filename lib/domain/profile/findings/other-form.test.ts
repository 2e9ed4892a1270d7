import { expect, test } from "vitest";
import { findings, only, rows } from "./testing/found";

test("decimal commas, which are neither an id nor free text", () => {
  const prices = rows(200, (at) => `${at},5;x`);
  const all = findings("price;b", prices, "price", ";");
  expect(only(all, "other-form")).toEqual([
    {
      rule: "other-form",
      column: "price",
      kind: "number",
      rows: 200,
      examples: ["0,5", "1,5", "2,5"],
    },
  ]);
  expect(only(all, "target-text")).toEqual([]);
  expect(only(all, "identifier")).toEqual([]);
});

test("what lies among plain numbers is told once", () => {
  const all = findings("n;b", [...rows(9, (at) => `${at};x`), "1,5;x"], null, ";");
  expect(only(all, "other-form")).toMatchObject([{ rows: 1, examples: ["1,5"] }]);
  expect(only(all, "mixed")).toEqual([]);
  const spoilt = findings("n;b", [...rows(9, (at) => `${at};x`), "1,5;x", "?;x"], null, ";");
  expect(only(spoilt, "mixed")).toMatchObject([{ column: "n", rows: 2 }]);
});

test.each([
  ["number", ["$1,234.50", "12 %", "1 000", "1_000", "1.234,5", "-3,25"]],
  ["date", ["31/12/2026", "1.2.2026", "02-03-26", "31/12/2026 10:00"]],
  ["code", ["00501", "10115"]],
] as const)("%s in %j", (kind, values) => {
  const table = values.map((value) => `${value}|x`);
  expect(only(findings("v|b", table, null, "|"), "other-form")).toMatchObject([{ kind }]);
});

test.each([
  ["0", "10", "-0.5"],
  ["2026-12-31", "2026-12-31T10:00:00Z"],
  ["0x10", "0x20"],
  ["red", "a,b", "1,2,3"],
])("not in %j", (...values) => {
  const table = values.map((value) => `${value}|x`);
  expect(only(findings("v|b", table, null, "|"), "other-form")).toEqual([]);
});
