import { expect, test } from "vitest";
import { randomOf } from "./random.ts";
import { draw, encode, keyOf, scaleOf, spaceOf } from "./space.ts";

const range = (Name: string, MinValue: string, MaxValue: string, ScalingType?: "Logarithmic") => ({
  Name,
  MinValue,
  MaxValue,
  ...(ScalingType && { ScalingType }),
});

const drawn = (space: ReturnType<typeof spaceOf>, count: number) =>
  Array.from({ length: count }, (_, index) => draw(space, randomOf(7, index)));

test("whole numbers are whole, within their bounds, and the bounds are as likely as the rest", () => {
  const space = spaceOf({ IntegerParameterRanges: [range("depth", "1", "4")] });
  const values = drawn(space, 4000).map(({ depth }) => depth);
  const counts = ["1", "2", "3", "4"].map(
    (wanted) => values.filter((value) => value === wanted).length,
  );
  expect(counts.reduce((all, count) => all + count, 0)).toBe(4000);
  for (const count of counts) expect(count).toBeGreaterThan(900);
});

test("a logarithmic scale gives each order of magnitude its share", () => {
  const space = spaceOf({
    ContinuousParameterRanges: [range("alpha", "0.0001", "1", "Logarithmic")],
  });
  const values = drawn(space, 2000).map(({ alpha }) => Number(alpha));
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0.0001);
  expect(Math.max(...values)).toBeLessThanOrEqual(1);
  const small = values.filter((value) => value < 0.01).length;
  expect(small / 2000).toBeGreaterThan(0.45);
  expect(small / 2000).toBeLessThan(0.55);
});

test("a reverse logarithmic scale looks closely at what is nearly one", () => {
  const space = spaceOf({
    ContinuousParameterRanges: [
      {
        Name: "momentum",
        MinValue: "0",
        MaxValue: "0.999",
        ScalingType: "ReverseLogarithmic",
      },
    ],
  });
  const values = drawn(space, 2000).map(({ momentum }) => Number(momentum));
  expect(Math.max(...values)).toBeLessThanOrEqual(0.999);
  expect(values.filter((value) => value > 0.9).length / 2000).toBeGreaterThan(0.6);
});

test("a logarithmic range of whole numbers that begins with one reaches both bounds", () => {
  const space = spaceOf({ IntegerParameterRanges: [range("trees", "1", "1000", "Logarithmic")] });
  const values = drawn(space, 4000).map(({ trees }) => Number(trees));
  expect(Math.min(...values)).toBe(1);
  expect(Math.max(...values)).toBeGreaterThan(950);
  expect(Math.max(...values)).toBeLessThanOrEqual(1000);
});

test("without a scale, wide positive ranges are searched by orders of magnitude", () => {
  expect(scaleOf("Auto", 0.001, 0.1)).toBe("Logarithmic");
  expect(scaleOf(undefined, 1, 50)).toBe("Linear");
  expect(scaleOf("Auto", 0, 1000)).toBe("Linear");
  expect(scaleOf("Linear", 0.001, 100)).toBe("Linear");
});

test("what was drawn can be encoded, what is out of range cannot", () => {
  const space = spaceOf({
    IntegerParameterRanges: [range("depth", "-3", "3")],
    ContinuousParameterRanges: [range("rate", "0", "1")],
    CategoricalParameterRanges: [{ Name: "loss", Values: ["squared", "absolute", "huber"] }],
  });
  for (const parameters of drawn(space, 50)) {
    const point = encode(space, parameters);
    expect(point).toHaveLength(5);
    for (const coordinate of point ?? []) {
      expect(coordinate).toBeGreaterThanOrEqual(0);
      expect(coordinate).toBeLessThanOrEqual(1);
    }
  }
  expect(encode(space, { depth: "4", rate: "0.5", loss: "huber" })).toBeUndefined();
  expect(encode(space, { depth: "1", rate: "0.5", loss: "other" })).toBeUndefined();
  expect(encode(space, { depth: "1", rate: "", loss: "huber" })).toBeUndefined();
});

test("a range of one value gives that value", () => {
  const space = spaceOf({ ContinuousParameterRanges: [range("rate", "0.25", "0.25")] });
  expect(drawn(space, 3)).toEqual([{ rate: "0.25" }, { rate: "0.25" }, { rate: "0.25" }]);
});

test("keys tell sets apart and do not depend on the order of their members", () => {
  const space = spaceOf({
    CategoricalParameterRanges: [
      { Name: "a", Values: ["x", "y"] },
      { Name: "b", Values: ["x", "y"] },
    ],
  });
  expect(keyOf(space, { a: "x", b: "y" })).toBe(keyOf(space, { b: "y", a: "x" }));
  expect(keyOf(space, { a: "x", b: "y" })).not.toBe(keyOf(space, { a: "y", b: "x" }));
});
