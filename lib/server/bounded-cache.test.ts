import { expect, test } from "vitest";
import { boundedCache } from "./bounded-cache";

const counted = () => {
  const made: string[] = [];
  const make = (value: string) => async () => {
    made.push(value);
    return value;
  };
  return { made, make };
};

test("what was used longest ago is forgotten first", async () => {
  const cache = boundedCache<string>("test.oldest", 2);
  const { made, make } = counted();
  for (const key of ["a", "b", "a", "c", "a", "b"]) await cache.get(key, make(key));
  expect(made).toEqual(["a", "b", "c", "b"]);
});

test("heavy values make room for each other", async () => {
  const cache = boundedCache<string>("test.heavy", 10, { of: (text) => text.length, most: 8 });
  const { made, make } = counted();
  for (const key of ["aaaaa", "bb", "ccc", "bb", "aaaaa"]) await cache.get(key, make(key));
  expect(made).toEqual(["aaaaa", "bb", "ccc", "aaaaa"]);
});

test("a failure is not kept, and those who ask meanwhile share one attempt", async () => {
  const cache = boundedCache<string>("test.failing", 2);
  let attempts = 0;
  const fail = async () => {
    attempts += 1;
    throw new Error("no");
  };
  const asked = [cache.get("a", fail), cache.get("a", fail)];
  for (const one of asked) await expect(one).rejects.toThrow("no");
  expect(attempts).toBe(1);
  const { make } = counted();
  expect(await cache.get("a", make("yes"))).toBe("yes");
});
