import { expect, test } from "vitest";
import { tryMetric } from "./metric-trial";

const calm = { signal: new AbortController().signal, sliceMs: 1000 };
const LOG = [
  "reading 8523 rows",
  ...Array.from({ length: 50 }, (_, at) => `trees=${at} train_rmse=${500 - at}.5 done`),
  "hold-out RMSE nan",
];

test("counts the lines that give a number, and keeps the last one and where it stood", async () => {
  const trial = await tryMetric("train_rmse=([0-9.]+)", LOG, calm);
  expect(trial).toMatchObject({ hits: 50, last: 451.5, notNumbers: 0 });
  expect(trial?.latest).toHaveLength(4);
  const latest = trial?.latest.at(-1);
  expect(LOG[latest?.line ?? -1]?.slice(latest?.start, latest?.end)).toBe("train_rmse=451.5");
});

test("what never matches has no hits; what captures no number is told apart", async () => {
  expect(await tryMetric("R2 \\(test\\): (\\S+)", LOG, calm)).toEqual({
    hits: 0,
    last: null,
    notNumbers: 0,
    latest: [],
  });
  expect(await tryMetric("RMSE (\\S+)", LOG, calm)).toMatchObject({
    hits: 0,
    last: null,
    notNumbers: 1,
  });
});

test("an expression that RE2 does not take is not tried", async () => {
  expect(await tryMetric("(?=x)", LOG, calm)).toBeNull();
});

test("a trial gives way between slices, and ends when nobody waits for it any more", async () => {
  const given = new AbortController();
  const lines = Array.from({ length: 20_000 }, () => "a".repeat(200));
  const trial = tryMetric("(a+)+$", lines, { signal: given.signal, sliceMs: 1 });
  setTimeout(() => given.abort());
  expect(await trial).toBeNull();
});
