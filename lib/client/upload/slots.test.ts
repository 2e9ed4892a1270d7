import { expect, test } from "vitest";
import { slots } from "./slots";

test("no more than the limit run at a time, in order, and a failure frees its place", async () => {
  const inTurn = slots(2);
  const running = new Set<number>();
  const begun: number[] = [];
  let most = 0;
  const outcomes = await Promise.allSettled(
    [1, 2, 3, 4, 5].map((work) =>
      inTurn(async () => {
        begun.push(work);
        running.add(work);
        most = Math.max(most, running.size);
        await Promise.resolve();
        running.delete(work);
        if (work % 2 === 0) throw new Error(`${work} failed`);
        return work;
      }),
    ),
  );
  expect(begun).toEqual([1, 2, 3, 4, 5]);
  expect(most).toBe(2);
  expect(outcomes.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
});
