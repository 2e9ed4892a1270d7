import { expect, test } from "vitest";
import { terminalText } from "./terminal-text";

test.each([
  ["loss=1\tval=2", "loss=1\tval=2"],
  ["\u001b[1;31mERROR\u001b[0m boom", "ERROR boom"],
  ["\u001b]0;title\u0007text \u001b]8;;http://x\u001b\\link", "text link"],
  ["\u001b[2K\u001b[1A 5 %\r 50 %\r100 %\r", "100 %"],
  ["nul \u0000 bell \u0007 del \u007f", "nul ␀ bell ␇ del ⟨U+007F⟩"],
  ["\u001b", "␛"],
  ["pay\u202etxt.exe", "pay⟨U+202E⟩txt.exe"],
  ["grüße 漢字 😀", "grüße 漢字 😀"],
])("%j reads %j", (line, text) => {
  expect(terminalText(line)).toBe(text);
});

test("hostile lines take no longer than their length", () => {
  const started = performance.now();
  for (const part of ["\u001b[", "\u001b]", "\u001b", "\r", "\u001b[0;"])
    terminalText(part.repeat(200_000));
  expect(performance.now() - started).toBeLessThan(1500);
});
