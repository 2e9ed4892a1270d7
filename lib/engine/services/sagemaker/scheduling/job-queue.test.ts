import { expect, test } from "vitest";
import { createJobQueue } from "./job-queue.ts";
import { createMachineRoom } from "./machine-room.ts";

/** A machine of two cores, and jobs that have as many instances as their names say: `a1`, `b2`. */
function queueOnTwoCores() {
  const running = new Map<string, () => void>();
  const waits: string[] = [];
  const queue = createJobQueue({
    room: createMachineRoom({ cores: 2, memoryBytes: 10, freeBytes: () => 9 }),
    timers: { after: () => () => undefined, every: () => () => undefined },
    instancesOf: (name) => Number(name.slice(1)),
    run: (name) =>
      new Promise((resolve) => {
        running.set(name, () => {
          running.delete(name);
          resolve();
        });
      }),
    onWait: (name, waitsFor) => void waits.push(`${name}: ${waitsFor}`),
  });
  return {
    queue,
    running: () => [...running.keys()],
    waits,
    async end(name: string) {
      running.get(name)?.();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

const WHY = "Waiting for a place: this machine runs 2 instances at a time";

test("jobs run in order, nobody overtakes a large one, and all who wait say what for", async () => {
  const { queue, running, waits, end } = queueOnTwoCores();
  for (const name of ["a1", "b2", "c1"]) queue.enter(name);
  expect(running()).toEqual(["a1"]);
  expect(waits).toEqual([`b2: ${WHY}`, `c1: ${WHY}`]);
  await end("a1");
  expect(running()).toEqual(["b2"]);
  await end("b2");
  expect(running()).toEqual(["c1"]);
});

test("who leaves, or comes after the close, does not run", async () => {
  const { queue, running, end } = queueOnTwoCores();
  for (const name of ["a2", "b1", "c1"]) queue.enter(name);
  expect(queue.leave("b1")).toBe(true);
  expect(queue.leave("a2")).toBe(false);
  await end("a2");
  expect(running()).toEqual(["c1"]);
  queue.close();
  queue.enter("d1");
  expect(running()).toEqual(["c1"]);
});
