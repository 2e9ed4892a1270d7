import { expect, test } from "vitest";
import {
  type ActivityEvent,
  byDay,
  dayName,
  filterActivity,
  ownerOf,
  readActivityToken,
} from "./activity";

const event = (part: Partial<ActivityEvent>): ActivityEvent => ({
  object: "job",
  name: "forest-1",
  at: "2026-11-20T12:00:00.000Z",
  word: "Completed",
  kind: "well",
  detail: null,
  run: null,
  about: null,
  by: null,
  ...part,
});

const EVENTS = [
  event({ detail: "on shop" }),
  event({ object: "endpoint", name: "shop", word: "InService" }),
  event({ name: "forest-2", word: "Failed", at: "2026-11-18T12:00:00.000Z" }),
];

const namesOf = (query: string) => filterActivity(EVENTS, query).map(({ name }) => name);

test("filters and words narrow together", () => {
  expect(namesOf("")).toHaveLength(3);
  expect(namesOf("object:endpoint")).toEqual(["shop"]);
  expect(namesOf("status:failed")).toEqual(["forest-2"]);
  expect(namesOf("shop")).toEqual(["forest-1", "shop"]);
  expect(namesOf("since:2026-11-19 FOREST")).toEqual(["forest-1"]);
  expect(namesOf("object:job status:InService")).toEqual([]);
});

test("a filter that cannot be read says why and filters nothing", () => {
  expect(readActivityToken("object:server")?.problem).toContain("Use one of job, endpoint");
  expect(readActivityToken("since:2026-13-40")?.problem).toContain("is no day");
  expect(readActivityToken("forest")).toBeNull();
  expect(namesOf("since:yesterday forest-2")).toEqual(["forest-2"]);
});

test("a day holds what happened between two midnights of the reader", () => {
  const at = (hour: number, day = 20) => new Date(2026, 10, day, hour, 30).toISOString();
  const events = [event({ at: at(23) }), event({ at: at(0) }), event({ at: at(23, 19) })];
  expect(byDay(events)).toEqual([
    { start: new Date(2026, 10, 20).getTime(), events: events.slice(0, 2) },
    { start: new Date(2026, 10, 19).getTime(), events: events.slice(2) },
  ]);
  const now = new Date(2026, 10, 20, 12).getTime();
  const name = (day: Date) => dayName(day.getTime(), now);
  expect(name(new Date(2026, 10, 20))).toBe("Today, 20 Nov");
  expect(name(new Date(2026, 10, 19))).toBe("Yesterday, 19 Nov");
  expect(name(new Date(2026, 10, 18))).toBe("18 Nov");
  expect(name(new Date(2025, 10, 20))).toBe("20 Nov 2025");
});

test("who is found by name, and is what a tag says or nobody", () => {
  const mine = event({ name: "forest-3", by: "ana" });
  expect(filterActivity([...EVENTS, mine], "ana")).toEqual([mine]);
  expect(ownerOf({ Owner: "ana", team: "retail" })).toBe("ana");
  expect(ownerOf({ owner: "ana", "Created-By": "ben" })).toBe("ben");
  expect(ownerOf({ owner: "", constructor: "x" })).toBeNull();
  expect(ownerOf({})).toBeNull();
});
