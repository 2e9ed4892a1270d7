import { expect, test } from "vitest";
import { collectFamily, listProcesses, parsePsTime, parseStat } from "./process-table.ts";

test("reads a stat line whose name holds spaces and brackets", () => {
  const line =
    "42 (a) b (c) S 7 40 40 0 -1 4194304 100 0 0 0 150 50 20 30 20 0 1 0 12345 1000000 200 184";
  expect(parseStat(line)).toEqual({
    pid: 42,
    parent: 7,
    group: 40,
    zombie: false,
    cpuSeconds: 2.5,
  });
});

test.each([
  ["0:01.50", 1.5],
  ["1:02:03", 3723],
  ["2-01:00:00", 176_400],
])("reads ps's time %s", (text, seconds) => {
  expect(parsePsTime(text)).toBe(seconds);
});

test("finds this process among its parent's family", async () => {
  const table = await listProcesses();
  const family = collectFamily(table, ({ pid }) => pid === process.ppid);
  expect(family.map(({ pid }) => pid)).toContain(process.pid);
  expect(family.length).toBeLessThan(table.length);
});
