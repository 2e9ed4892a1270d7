import { beforeEach, describe, expect, test } from "vitest";
import { AppError } from "@/lib/domain/app-error";
import { startOf } from "./feed";
import { LiveHub } from "./hub";
import { SnapshotFeed } from "./snapshot-feed";
import { ManualClock } from "./testing/manual-clock";

let clock: ManualClock;
let asked: number;
let value: { status: string };
let fault: Error | null;
let hub: LiveHub;

beforeEach(() => {
  clock = new ManualClock();
  asked = 0;
  value = { status: "InProgress" };
  fault = null;
  hub = new LiveHub(
    clock,
    () =>
      new SnapshotFeed(
        {
          topic: "training-job:a",
          interval: 1000,
          load: async () => {
            asked += 1;
            if (fault) throw fault;
            return value;
          },
          isFinal: ({ status }) => status === "Completed",
        },
        clock,
      ),
  );
});

describe("a hub", () => {
  test("asks once however many follow", async () => {
    for (let reader = 0; reader < 12; reader += 1) hub.acquire("training-job:a");
    await clock.advance(3500);
    expect(asked).toBe(4);
  });

  test("goes on through a reload and stops when nobody comes back", async () => {
    const first = hub.acquire("training-job:a");
    first.release();
    await clock.advance(10_000);
    const second = hub.acquire("training-job:a");
    expect(second.feed).toBe(first.feed);
    second.release();
    second.release();
    await clock.advance(31_000);
    expect(hub.running).toEqual([]);
    const last = asked;
    await clock.advance(60_000);
    expect(asked).toBe(last);
  });

  test("asks no more once it is final, and that is never stale", async () => {
    value = { status: "Completed" };
    const { feed } = hub.acquire("training-job:a");
    await clock.advance(60_000);
    expect(asked).toBe(1);
    expect(feed.age()).toBe(0);
  });

  test("refuses what is no topic", () => {
    expect(() => hub.acquire("training-job:../x")).toThrow(/not a live topic/);
  });
});

describe("a failing feed", () => {
  test("says so with the next attempt, waits longer each time, and recovers", async () => {
    const { feed } = hub.acquire("training-job:a");
    await clock.advance(100);
    fault = new Error("away");
    await clock.advance(30_000);
    expect(asked).toBeLessThan(9);
    expect(feed.age()).toBeGreaterThan(29_000);
    const told = await feed.read(startOf());
    expect(told?.event).toMatchObject({ kind: "problem", problem: { code: "Internal" } });

    fault = null;
    feed.retryNow();
    await clock.advance(100);
    const after = await feed.read(told?.cursor ?? startOf());
    expect(after?.event).toMatchObject({ kind: "snapshot", data: { status: "InProgress" } });
  });

  test("looks as often as ever whether somebody has signed in", async () => {
    hub.acquire("training-job:a");
    fault = new AppError("CredentialsExpired");
    await clock.advance(30_500);
    expect(asked).toBe(31);
  });
});

test("the same reading twice is one event", async () => {
  const { feed } = hub.acquire("training-job:a");
  await clock.advance(100);
  const first = await feed.read(startOf());
  await clock.advance(5000);
  expect(await feed.read(first?.cursor ?? startOf())).toBeNull();
  value = { status: "Stopping" };
  await clock.advance(1000);
  expect((await feed.read(first?.cursor ?? startOf()))?.event).toMatchObject({
    data: { status: "Stopping" },
  });
});
