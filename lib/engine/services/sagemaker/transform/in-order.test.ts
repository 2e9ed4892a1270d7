import { expect, test } from "vitest";
import { inOrder } from "./in-order.ts";
import { createSlots } from "./slots.ts";

async function* numbers(count: number): AsyncGenerator<number> {
  for (let index = 0; index < count; index += 1) yield index;
}

test("results come in order, and no more than the slots are held", async () => {
  let held = 0;
  let most = 0;
  const ends: (() => void)[] = [];
  const work = (item: number) => {
    held += 1;
    most = Math.max(most, held);
    return new Promise<number>((resolve) => {
      ends.unshift(() => resolve(item));
      // The last one that was begun is the first to end.
      if (ends.length === 3 || item === 6) for (const end of ends.splice(0)) end();
    });
  };
  const seen: number[] = [];
  for await (const item of inOrder(numbers(7), createSlots(3), work)) {
    seen.push(item);
    held -= 1;
  }
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(most).toBe(3);
});

test("a failure ends the work under way and gives all slots back", async () => {
  const slots = createSlots(3);
  let ended = 0;
  const work = (item: number, signal: AbortSignal) =>
    new Promise<number>((_resolve, reject) => {
      if (item === 0) setImmediate(() => reject(new Error("the first")));
      signal.addEventListener("abort", () => {
        ended += 1;
        reject(new Error("ended"));
      });
    });
  const read = async () => {
    for await (const _ of inOrder(numbers(9), slots, work));
  };
  await expect(read()).rejects.toThrow("the first");
  expect(ended).toBe(3);
  expect([slots.tryEnter(), slots.tryEnter(), slots.tryEnter()]).not.toContain(undefined);
  expect(slots.tryEnter()).toBeUndefined();
});

test("who waits for a slot gets it in turn", async () => {
  const slots = createSlots(1);
  const leave = await slots.enter();
  const order: string[] = [];
  const first = slots.enter().then((end) => {
    order.push("first");
    end();
  });
  const second = slots.enter().then(() => order.push("second"));
  leave();
  leave();
  await Promise.all([first, second]);
  expect(order).toEqual(["first", "second"]);
});
