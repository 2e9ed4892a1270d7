import { expect, test } from "vitest";
import { parseStopAfter, stopAfterText } from "./stop-after";

test.each([
  ["1 h", 3600],
  ["90min", 5400],
  ["1 d 12 h", 129_600],
  ["28 d", 2_419_200],
  ["60 s", 60],
])("%s is read", (text, seconds) => {
  expect(parseStopAfter(text)).toBe(seconds);
});

test.each(["", "1", "h", "1 week", "59 s", "29 d", "-1 h", "1.5 h"])("%j is refused", (text) => {
  expect(parseStopAfter(text)).toBeNull();
});

test.each([60, 61, 3600, 5400, 129_600, 2_419_200])("%i s reads back as itself", (seconds) => {
  expect(parseStopAfter(stopAfterText(seconds))).toBe(seconds);
});
