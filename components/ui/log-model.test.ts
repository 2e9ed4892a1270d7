import { describe, expect, test } from "vitest";
import { type LogLine, nextHit, placesOfLevel, rowOfNumber, textParts } from "./log-model";

const line = (number: number, level: LogLine["level"]): LogLine => ({
  number,
  level,
  time: "",
  text: "x",
});

describe("the parts of a line", () => {
  const text = "train_rmse=5 validation_rmse=7";
  const marks = [
    { start: 13, end: 30, color: "blue" },
    { start: 0, end: 12, color: "red" },
  ];

  test("metric captures are marked in order, and the parts joined are the line", () => {
    const parts = textParts(text, marks, []);
    expect(parts.map((part) => part.text)).toEqual(["train_rmse=5", " ", "validation_rmse=7"]);
    expect(parts[1]?.mark).toBeNull();
  });

  test("what a search found takes the place of the marks", () => {
    expect(textParts(text, marks, [[6, 10]]).map((part) => [part.text, part.mark])).toEqual([
      ["train_", null],
      ["rmse", "match"],
      ["=5 validation_rmse=7", null],
    ]);
  });

  test("overlapping and empty finds lose no text", () => {
    const parts = textParts(
      "abcdef",
      [],
      [
        [0, 3],
        [2, 4],
        [5, 5],
      ],
    );
    expect(parts.map((part) => part.text).join("")).toBe("abcdef");
  });
});

test("levels are found from a place on", () => {
  const lines = [line(1, "error"), line(2, null), line(3, "warn"), line(4, "error")];
  expect(placesOfLevel(lines, "warnings", 0)).toEqual([0, 2, 3]);
  expect(placesOfLevel(lines, "errors", 1)).toEqual([3]);
});

test("a line is found by its number, also in a log whose beginning is not here", () => {
  const lines = [41, 42, 43, 44].map((number) => line(number, null));
  expect(rowOfNumber(lines, null, 43)).toBe(2);
  expect(rowOfNumber(lines, [1, 3], 44)).toBe(1);
  expect(rowOfNumber(lines, [1, 3], 43)).toBe(-1);
  expect(rowOfNumber(lines, null, 7)).toBe(-1);
  expect(rowOfNumber([], null, 1)).toBe(-1);
});

describe("going to matches", () => {
  const hits = [5, 9, 12];

  test.each([
    [0, 0],
    [5, 1],
    [10, 2],
    [12, 0],
  ])("the next one after place %i is number %i", (place, index) => {
    expect(nextHit(hits, place, false)).toBe(index);
  });

  test.each([
    [5, 2],
    [9, 0],
    [99, 2],
  ])("the one before place %i is number %i", (place, index) => {
    expect(nextHit(hits, place, true)).toBe(index);
  });

  test("no matches, nowhere to go", () => {
    expect(nextHit([], 3, false)).toBe(-1);
  });
});

test("a line that was counted from the end is found after all lines have numbers", () => {
  const counted = [line(-2, null), line(-1, null)];
  expect(rowOfNumber(counted, null, -1)).toBe(1);
  const numbered = [line(8, null), line(9, null), line(10, null)];
  expect(rowOfNumber(numbered, null, -1)).toBe(2);
  expect(rowOfNumber(numbered, null, -3)).toBe(0);
  expect(rowOfNumber([], null, -1)).toBe(-1);
});
