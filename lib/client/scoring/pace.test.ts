import { expect, test } from "vitest";
import { PaceMeter } from "./pace";

test("time stands still in a pause, and rows are counted by the second", () => {
  const pace = new PaceMeter();
  pace.start(1000);
  pace.rows(1500, 10, 10);
  pace.rows(2600, 20, 30);
  pace.stop(3000);
  pace.start(60_000);
  pace.rows(61_500, 40, 70);
  expect(pace.read(61_500)).toMatchObject({ elapsedMs: 3500, bySecond: [10, 20, 0] });
});

test("latencies have a mean and a 99th percentile", () => {
  const pace = new PaceMeter();
  expect(pace.read(0).latencyMs).toBeNull();
  for (let at = 1; at <= 100; at += 1) pace.answered(at);
  expect(pace.read(0).latencyMs).toEqual({ mean: 50.5, p99: 99 });
});
