import { expect, test } from "vitest";
import { alternate, atLeast, atMost, percentile, Samples } from "./harness";

test("contestants take turns, and the others are compared with the first", async () => {
  const order: string[] = [];
  const contestant = (name: string, times: number[]) => ({
    name,
    measure: async () => {
      order.push(name);
      return { "time, ms": times.shift() ?? Number.NaN };
    },
  });
  const samples = await alternate([contestant("a", [2, 9, 4]), contestant("b", [8, 8, 1])], 3);
  expect(order).toEqual(["a", "b", "a", "b", "a", "b"]);
  expect(samples.rows()).toEqual([
    { contestant: "a", quantity: "time, ms", min: 2, median: 4, max: 9 },
    { contestant: "b", quantity: "time, ms", min: 1, median: 8, max: 8, ratio: 2, difference: 4 },
  ]);
  expect(samples.median("b", "time, ms")).toBe(8);
});

test("a quantity the first contestant lacks is compared with nothing", () => {
  const samples = new Samples();
  samples.add("a", { x: 1 });
  samples.add("b", { y: 2 });
  expect(samples.rows()[1]).toEqual({ contestant: "b", quantity: "y", min: 2, median: 2, max: 2 });
  expect(() => samples.median("a", "y")).toThrow("No y of a was measured.");
});

test("nothing is a multiple of nothing", () => {
  const samples = new Samples();
  samples.add("a", { calls: 0 });
  samples.add("b", { calls: 2 });
  expect(samples.rows()[1]).toMatchObject({ median: 2, difference: 2 });
  expect(samples.rows()[1]).not.toHaveProperty("ratio");
});

test("percentiles are values that were measured", () => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(percentile(values, 0.5)).toBe(50);
  expect(percentile(values, 0.99)).toBe(99);
  expect(percentile([7], 0.99)).toBe(7);
});

test("a claim says what it wants, what there was, and whether that is enough", () => {
  expect(atMost("start", 0.512, 0.5, "")).toEqual({
    text: "start: at most 0.5",
    value: "0.512",
    holds: false,
  });
  expect(atLeast("archives", 41.23, 40, "MB/s")).toMatchObject({ value: "41.2 MB/s", holds: true });
});
