import { expect, test, vi } from "vitest";
import { createTimers } from "./timers.ts";

test("work that throws is reported, and ends neither the next turn nor the process", async () => {
  const report = vi.fn();
  const timers = createTimers(report);
  let turns = 0;
  const cancel = timers.every(1, () => {
    turns += 1;
    throw new Error(`turn ${turns}`);
  });
  await vi.waitUntil(() => turns > 1);
  cancel();
  expect(report).toHaveBeenCalledWith(new Error("turn 1"));
  expect(report).toHaveBeenCalledWith(new Error("turn 2"));
});

test("a delay longer than Node's timers keep does not fire at once", () => {
  vi.useFakeTimers();
  try {
    const work = vi.fn();
    createTimers(vi.fn()).after(2 ** 31 + 1000, work);
    vi.advanceTimersByTime(2 ** 31);
    expect(work).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    expect(work).toHaveBeenCalledOnce();
  } finally {
    vi.useRealTimers();
  }
});
