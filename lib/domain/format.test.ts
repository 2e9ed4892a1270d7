import { describe, expect, test } from "vitest";
import {
  cut,
  formatAge,
  formatBytes,
  formatCell,
  formatClock,
  formatDate,
  formatDollars,
  formatDuration,
  formatHourly,
  formatMetric,
  formatNumber,
  formatShare,
  sharedDecimals,
  shorten,
} from "./format";

describe("numbers", () => {
  test.each([
    [8523, 0, "8,523"],
    [-47.2, 1, "−47.2"],
    [0, 2, "0.00"],
  ])("%f with %i decimals is %s", (value, decimals, text) => {
    expect(formatNumber(value, decimals)).toBe(text);
  });

  test.each([
    [1136.5, "1,136.5"],
    [1136.502931, "1,136.5"],
    [0.53412345, "0.53412"],
    [0.0012345678, "0.0012346"],
    [7, "7"],
    [0, "0"],
    [-1161.29, "−1,161.3"],
    [123456, "123,456"],
    [0.00001234567, "1.2346e−5"],
    [0.00001, "1e−5"],
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "−Infinity"],
  ])("the metric %f is %s", (value, text) => {
    expect(formatMetric(value)).toBe(text);
  });

  test("a metric never gets digits it did not come with", () => {
    expect(formatMetric(1161.3, 8)).toBe("1,161.3");
  });

  test("shares are percents", () => {
    expect(formatShare(0.9997, 2)).toBe("99.97 %");
  });
});

describe("sizes and money", () => {
  test.each([
    [0, "0 B"],
    [1023, "1,023 B"],
    [861_013, "840.8 KB"],
    [8 * 1024 * 1024, "8 MB"],
    [1_524_713_390, "1.42 GB"],
  ])("%i bytes are %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe("times", () => {
  test.each([
    [0, "0 ms"],
    [999, "999 ms"],
    [52_000, "52 s"],
    [184_000, "3 min 04 s"],
    [7_440_000, "2 h 04 min"],
    [187_200_000, "2 d 4 h"],
    [-5, "0 ms"],
  ])("%i ms are %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  const now = new Date(2026, 10, 20, 12, 0, 0).getTime();
  const before = (ms: number) => new Date(now - ms).toISOString();

  test.each([
    [0, "0 s ago"],
    [3_000, "3 s ago"],
    [86_399_000, "23 h 59 min ago"],
    [86_400_000, "19 Nov 12:00"],
  ])("%i ms before now is %s", (ms, text) => {
    expect(formatAge(before(ms), now)).toBe(text);
  });

  test("another year is named", () => {
    expect(formatDate(new Date(2025, 0, 2, 3, 4).toISOString(), now)).toBe("2 Jan 2025 03:04");
  });

  test("the clock has milliseconds when asked", () => {
    const time = new Date(2026, 10, 20, 9, 8, 7, 67).toISOString();
    expect(formatClock(time)).toBe("09:08:07");
    expect(formatClock(time, true)).toBe("09:08:07.067");
  });

  test("what is no time is shown as it came", () => {
    expect(formatAge("soon", now)).toBe("soon");
    expect(formatClock("soon")).toBe("soon");
  });
});

test.each([
  [0.23, "$0.230"],
  [11.0625, "$11.063"],
  [0, "$0.000"],
])("%f dollars an hour are %s", (dollars, text) => {
  expect(formatHourly(dollars)).toBe(text);
});

test.each([
  [0, "$0.00"],
  [0.004, "< $0.01"],
  [0.48, "$0.48"],
  [187.6, "$187.60"],
  [1137.34, "$1,137"],
])("%f dollars are %s", (dollars, text) => {
  expect(formatDollars(dollars)).toBe(text);
});

test("a cell's text is cut where it would fill the page", () => {
  expect(formatCell("x".repeat(80))).toBe("x".repeat(80));
  expect(formatCell("x".repeat(200_000))).toBe(`${"x".repeat(80)}…`);
  expect(cut("abcd", 3)).toBe("abc…");
});

test("long names keep both ends", () => {
  expect(shorten("sha256:9f2c41aaaaaaaaaad07e", 13, 4)).toBe("sha256:9f2c41…d07e");
  expect(shorten("short", 3, 2)).toBe("short");
});

test("a column of one metric has the decimals of its largest value", () => {
  expect(sharedDecimals([1093.912, 1710.84, 1459.2])).toBe(1);
  expect(sharedDecimals([0.591154, -2.5223e-5, 0.64683])).toBe(4);
  expect(sharedDecimals([0.9, 0.5])).toBe(1);
  expect(sharedDecimals([1.6, 1])).toBe(1);
  expect(sharedDecimals([123_456.789])).toBe(0);
  expect(sharedDecimals([0, 0])).toBe(0);
  expect(sharedDecimals([])).toBe(0);
});

test("what rounds to nothing has no sign", () => {
  expect(formatNumber(-2.5e-5, 4)).toBe("0.0000");
  expect(formatNumber(-0.2, 1)).toBe("−0.2");
});
