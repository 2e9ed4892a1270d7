import { expect, test } from "vitest";
import { excerptAround, rootLine } from "./failure-lines";

const LOG = [
  "reading",
  "Traceback (most recent call last):",
  '  File "train.py", line 3, in <module>',
  "KeyError: 'price'",
  "bye",
].map((text, index) => ({ index, text }));

test("the excerpt begins with the traceback and marks the line of the cause", () => {
  const excerpt = excerptAround(LOG, "KeyError: 'price'");
  expect(excerpt.map(({ number }) => number)).toEqual([2, 3, 4, 5]);
  expect(excerpt.filter(({ isRoot }) => isRoot).map(({ number }) => number)).toEqual([4]);
});

test("a cause that the log does not state has no excerpt and no line", () => {
  expect(excerptAround(LOG, "MemoryError")).toEqual([]);
  expect(excerptAround(LOG, "")).toEqual([]);
  expect(rootLine([{ number: 1, text: "x" }], "MemoryError")).toBeNull();
});

test("the last line that states the cause is its root", () => {
  const lines = ["boom", "again: boom", "end"].map((text, at) => ({ number: at + 1, text }));
  expect(rootLine(lines, "boom")).toBe(2);
});
