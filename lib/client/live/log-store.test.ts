import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LinesEvent, LogLine } from "@/lib/contracts/live";
import { KEPT_ROWS, LogStore } from "./log-store";
import { LogWindow } from "./log-window";

const TOPIC = "training-job-log:a";
const lines = (from: number, count: number, stream = "algo-1"): LinesEvent => ({
  kind: "lines",
  topic: TOPIC,
  stream,
  from,
  lines: Array.from({ length: count }, (_, at): LogLine => [from + at, `${stream} ${from + at}`]),
  total: from + count,
  points: [],
});

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const shown = (store: LogStore): string[] => {
  vi.runAllTimers();
  return store.snapshot.rows.map(({ text }) => text);
};

test("lines that come twice are shown once", () => {
  const store = new LogStore();
  store.take(lines(0, 3));
  store.take(lines(1, 4));
  expect(shown(store)).toEqual([0, 1, 2, 3, 4].map((at) => `algo-1 ${at}`));
});

test("instances are merged by time", () => {
  const store = new LogStore();
  store.take(lines(0, 3));
  store.take(lines(0, 3, "algo-2"));
  expect(shown(store)).toEqual([0, 1, 2].flatMap((at) => [`algo-1 ${at}`, `algo-2 ${at}`]));
});

test("an older page goes before what is here, without what overlaps", () => {
  const store = new LogStore();
  store.take(lines(5, 2));
  store.prepend(lines(2, 4));
  expect(shown(store)).toEqual([2, 3, 4, 5, 6].map((at) => `algo-1 ${at}`));
  expect(store.snapshot.streams).toEqual([{ name: "algo-1", first: 2, next: 7, total: 7 }]);
});

test("older pages are taken as long as there is room", () => {
  const store = new LogStore();
  store.take(lines(5000, KEPT_ROWS - 2));
  store.prepend(lines(4998, 2));
  store.prepend(lines(4997, 1));
  expect(shown(store)).toHaveLength(KEPT_ROWS);
  expect(store.snapshot.streams[0]?.first).toBe(4998);
});

test("the newest lines are shown until those with places are all here", () => {
  const store = new LogStore();
  const end = [8, 9].map((at) => ({ stream: "algo-1", at, text: `algo-1 ${at}` }));
  store.take({ kind: "log-end", topic: TOPIC, lines: end });
  expect(shown(store)).toEqual(["algo-1 8", "algo-1 9"]);
  expect(store.snapshot.rows.map(({ index }) => index)).toEqual([-2, -1]);
  expect(store.snapshot.streams).toEqual([]);
  store.take({ ...lines(5, 2), total: 10 });
  expect(shown(store)).toEqual(["algo-1 8", "algo-1 9"]);
  store.take(lines(7, 3));
  store.take({ kind: "log-end", topic: TOPIC, lines: end });
  expect(shown(store)).toEqual([5, 6, 7, 8, 9].map((at) => `algo-1 ${at}`));
});

test("after a hole the log begins anew behind it", () => {
  const store = new LogStore();
  store.take(lines(0, 2));
  store.take(lines(9, 1));
  expect(shown(store)).toEqual(["algo-1 9"]);
});

test("who joins later hears what the window holds, and no line twice", () => {
  const window = new LogWindow(TOPIC);
  window.takeLines(lines(0, 10));
  expect(window.takeLines(lines(8, 4))?.lines.map(([, text]) => text)).toEqual([
    "algo-1 10",
    "algo-1 11",
  ]);
  expect(window.takeLines(lines(3, 5))).toBeNull();
  const store = new LogStore();
  for (const event of window.replay()) store.take(event);
  expect(shown(store)).toHaveLength(12);
  expect(window.position).toEqual({ "algo-1": { line: 12, point: 12 } });
});
