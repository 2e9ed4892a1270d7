import { expect, test } from "vitest";
import { nextRow } from "./row-focus";

const key = (name: string, more = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

test.each([
  ["j", 0, 1],
  ["J", 9, 9],
  ["ArrowDown", 4, 5],
  ["k", 0, 0],
  ["ArrowUp", 4, 3],
  ["Home", 7, 0],
  ["End", 2, 9],
])("%s from row %i leads to %i of ten", (name, from, to) => {
  expect(nextRow(key(name), from, 10)).toBe(to);
});

test("other keys, shortcuts of the browser and empty tables are left alone", () => {
  expect(nextRow(key("a"), 0, 10)).toBeNull();
  expect(nextRow(key("j", { ctrlKey: true }), 0, 10)).toBeNull();
  expect(nextRow(key("j"), 0, 0)).toBeNull();
});
