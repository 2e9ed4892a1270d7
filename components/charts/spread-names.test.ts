import { expect, test } from "vitest";
import { spreadNames } from "./uplot-draw";

const ys = (names: readonly { y: number }[]) => names.map(({ y }) => y);

test("names that would touch are moved apart, others stay", () => {
  expect(ys(spreadNames([{ y: 50 }, { y: 10 }, { y: 14 }], 14, 200))).toEqual([10, 24, 50]);
});

test("the lowest name stays inside the panel", () => {
  expect(ys(spreadNames([{ y: 95 }, { y: 98 }], 14, 100))).toEqual([86, 100]);
});
