import { expect, test } from "vitest";
import { type ActivityEvent, filterActivity, readActivityToken } from "./activity";

const event = (part: Partial<ActivityEvent>): ActivityEvent => ({
  object: "job",
  name: "forest-1",
  at: "2026-11-20T12:00:00.000Z",
  word: "Completed",
  kind: "well",
  detail: null,
  run: null,
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
