import { describe, expect, test } from "vitest";
import {
  byWhatWaits,
  type Journey,
  type JourneyEndpoint,
  type JourneyJob,
  latestJourney,
  nextStep,
  stationStates,
  tellingJob,
} from "./journeys";
import type { StateKind } from "./states";

const journey = (more: Partial<Journey> = {}): Journey => ({
  dataset: "shop",
  size: 10,
  modifiedAt: "2026-11-01T00:00:00Z",
  job: null,
  endpoint: null,
  run: null,
  ...more,
});
const job = (kind: StateKind, more: Partial<JourneyJob> = {}): JourneyJob => ({
  name: "rf-1",
  status: "Completed",
  word: "Completed",
  kind,
  image: "rf:1",
  createdAt: "2026-11-02T00:00:00Z",
  milliseconds: 1000,
  metric: { name: "rmse", value: 12 },
  failure: null,
  ...more,
});
const endpoint = (kind: StateKind): JourneyEndpoint => ({
  name: "shop",
  status: "InService",
  kind,
  modifiedAt: "2026-11-03T00:00:00Z",
});
const run = { id: "r", file: "a.csv", rows: 3, failed: 0, scoredAt: "2026-11-04T00:00:00Z" };

describe("each step follows from what is there", () => {
  test.each([
    [journey(), false, "registerImage"],
    [journey(), true, "train"],
    [journey({ job: job("moving") }), true, "waitForJob"],
    [journey({ job: job("failed") }), true, "readFailure"],
    [journey({ job: job("stopped") }), true, "train"],
    [journey({ job: job("well") }), true, "deploy"],
    [journey({ job: job("well"), endpoint: endpoint("moving") }), true, "waitForEndpoint"],
    [journey({ job: job("well"), endpoint: endpoint("failed") }), true, "readEndpoint"],
    [journey({ job: job("well"), endpoint: endpoint("well") }), true, "score"],
    [journey({ job: job("well"), endpoint: endpoint("well"), run }), true, "scoreAgain"],
  ] as const)("%#", (state, hasImage, step) => {
    expect(nextStep(state, hasImage).kind).toBe(step);
  });
});

test("one station at most is where the journey stands", () => {
  const states = [
    journey(),
    journey({ job: job("moving") }),
    journey({ job: job("well") }),
    journey({ job: job("well"), endpoint: endpoint("moving") }),
    journey({ job: job("well"), endpoint: endpoint("well") }),
    journey({ job: job("well"), endpoint: endpoint("well"), run }),
  ].map((state) => Object.values(stationStates(state, true)));
  expect(states.map((all) => all.filter((one) => one === "now").length)).toEqual([
    1, 1, 1, 1, 1, 0,
  ]);
  expect(states.at(-1)).toEqual(["done", "done", "done", "done", "done", "done"]);
});

test("an evaluation is there only when the job reported a metric", () => {
  expect(stationStates(journey({ job: job("well") }), true).evaluation).toBe("done");
  const silent = journey({ job: job("well", { metric: null }) });
  expect(stationStates(silent, true).evaluation).toBe("todo");
});

test("what waits for somebody comes first, then what changed last", () => {
  const done = journey({ dataset: "done", job: job("well"), endpoint: endpoint("well"), run });
  const failed = journey({ dataset: "failed", job: job("failed") });
  const old = journey({ dataset: "old" });
  const fresh = journey({ dataset: "fresh", modifiedAt: "2026-11-09T00:00:00Z" });
  const order = [done, old, fresh, failed].sort(byWhatWaits(true)).map(({ dataset }) => dataset);
  expect(order).toEqual(["failed", "fresh", "old", "done"]);
  expect(latestJourney([done, failed, old, fresh])?.dataset).toBe("fresh");
  expect(latestJourney([])).toBeNull();
});

test("a served model tells of the dataset, unless a newer job moves or failed", () => {
  const jobs = [job("well", { name: "new" }), job("well", { name: "served" })];
  const isServed = ({ name }: { name: string }) => name === "served";
  expect(tellingJob(jobs, isServed)?.name).toBe("served");
  expect(tellingJob(jobs, () => false)?.name).toBe("new");
  expect(tellingJob([job("failed", { name: "broken" }), ...jobs], isServed)?.name).toBe("broken");
  const stopped = [job("stopped", { name: "halted" }), ...jobs];
  expect(tellingJob(stopped, () => false)?.name).toBe("new");
  expect(tellingJob([], isServed)).toBeNull();
});
