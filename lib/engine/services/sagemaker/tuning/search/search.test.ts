import type { ParameterRanges } from "@aws-sdk/client-sagemaker";
import { describe, expect, test } from "vitest";
import { bayesianSearch } from "./bayesian.ts";
import { gridSearch } from "./grid.ts";
import { randomSearch } from "./random-search.ts";
import type { Observation, Search } from "./search.ts";
import { type Parameters, spaceOf } from "./space.ts";

type Objective = (parameters: Parameters) => number;

/** What `count` trainings in a row find, each with the knowledge of those before. */
function run(search: Search, objective: Objective, count: number): readonly Observation[] {
  const observations: Observation[] = [];
  for (let index = 0; index < count; index += 1) {
    const parameters = search({ index, observations, others: [] });
    if (!parameters) break;
    observations.push({ parameters, value: objective(parameters) });
  }
  return observations;
}

const bestOf = (observations: readonly Observation[]) =>
  Math.min(...observations.map(({ value }) => value));

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const number = (parameters: Parameters, name: string) => Number(parameters[name]);

const continuous = (Name: string, MinValue: string, MaxValue: string) => ({
  Name,
  MinValue,
  MaxValue,
});

/** Branin's function, whose least value is 0.397887. */
const branin: Objective = (parameters) => {
  const [x, y] = [number(parameters, "x"), number(parameters, "y")];
  const curve = y - (5.1 * x ** 2) / (4 * Math.PI ** 2) + (5 * x) / Math.PI - 6;
  return curve ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
};

const FUNCTIONS: Record<
  string,
  { readonly ranges: ParameterRanges; readonly objective: Objective; readonly least: number }
> = {
  Branin: {
    ranges: {
      ContinuousParameterRanges: [continuous("x", "-5", "10"), continuous("y", "0", "15")],
    },
    objective: branin,
    least: 0.397887,
  },
  "a learning rate by orders of magnitude, a depth and a loss": {
    ranges: {
      ContinuousParameterRanges: [
        { ...continuous("rate", "0.00001", "1"), ScalingType: "Logarithmic" },
      ],
      IntegerParameterRanges: [continuous("depth", "1", "30")],
      CategoricalParameterRanges: [{ Name: "loss", Values: ["a", "b", "c"] }],
    },
    objective: (parameters) =>
      (Math.log10(number(parameters, "rate")) + 2.3) ** 2 +
      ((number(parameters, "depth") - 11) / 8) ** 2 +
      { a: 0.6, b: 0, c: 1.2 }[parameters["loss"] as "a" | "b" | "c"],
    least: 0,
  },
  "a sphere of four numbers": {
    ranges: {
      ContinuousParameterRanges: ["a", "b", "c", "d"].map((name) => continuous(name, "-1", "1")),
    },
    objective: (parameters) =>
      ["a", "b", "c", "d"].reduce((sum, name) => sum + (number(parameters, name) - 0.3) ** 2, 0),
    least: 0,
  },
};

describe("Bayesian search beats random draws", () => {
  const SEEDS = Array.from({ length: 10 }, (_, index) => index * 101 + 1);
  const TRAININGS = 25;

  test.each(Object.entries(FUNCTIONS))("on %s", (_name, { ranges, objective, least }) => {
    const space = spaceOf(ranges);
    const gap = (search: Search) => bestOf(run(search, objective, TRAININGS)) - least;
    const bayesian = SEEDS.map((seed) => gap(bayesianSearch(space, seed)));
    const random = SEEDS.map((seed) => gap(randomSearch(space, seed)));
    expect(median(bayesian)).toBeLessThan(median(random) / 3);
    const wins = bayesian.filter((value, place) => value < (random[place] ?? 0)).length;
    expect(wins).toBeGreaterThanOrEqual(9);
  });
});

test("Bayesian search finds its way through noise", () => {
  const space = spaceOf({ ContinuousParameterRanges: [continuous("x", "0", "1")] });
  let turn = 0;
  const noisy: Objective = (parameters) => {
    turn += 1;
    return (number(parameters, "x") - 0.7) ** 2 + 0.02 * Math.sin(turn * 12.9898);
  };
  const late = run(bayesianSearch(space, 3), noisy, 30).slice(20);
  expect(
    median(late.map(({ parameters }) => Math.abs(number(parameters, "x") - 0.7))),
  ).toBeLessThan(0.2);
});

test("the same seed gives the same trainings, another one others", () => {
  const space = spaceOf(FUNCTIONS["Branin"]?.ranges ?? {});
  for (const search of [randomSearch, bayesianSearch]) {
    const first = run(search(space, 5), branin, 12);
    expect(run(search(space, 5), branin, 12)).toEqual(first);
    expect(run(search(space, 6), branin, 12)).not.toEqual(first);
  }
});

test("trainings that run at the same time differ", () => {
  const space = spaceOf(FUNCTIONS["Branin"]?.ranges ?? {});
  const search = bayesianSearch(space, 9);
  const observations = run(search, branin, 12);
  const others: Parameters[] = [];
  for (let index = 12; index < 18; index += 1) {
    const next = search({ index, observations, others });
    if (next) others.push(next);
  }
  const apart = others.flatMap((left, place) =>
    others
      .slice(place + 1)
      .map((right) =>
        Math.hypot(number(left, "x") - number(right, "x"), number(left, "y") - number(right, "y")),
      ),
  );
  expect(apart).toHaveLength(15);
  expect(Math.min(...apart)).toBeGreaterThan(0.01);
});

test("values that are all alike, or that hardly differ, end nothing", () => {
  const space = spaceOf(FUNCTIONS["Branin"]?.ranges ?? {});
  expect(run(bayesianSearch(space, 1), () => 4, 20)).toHaveLength(20);
  expect(run(bayesianSearch(space, 1), (p) => 1e12 + number(p, "x") * 1e-9, 20)).toHaveLength(20);
});

test("a grid is every combination once", () => {
  const search = gridSearch([
    { Name: "loss", Values: ["a", "b"] },
    { Name: "depth", Values: ["1", "2", "3"] },
  ]);
  const all = run(search, () => 0, 10).map(({ parameters }) => parameters);
  expect(all).toHaveLength(6);
  expect(all[0]).toEqual({ loss: "a", depth: "1" });
  expect(all[1]).toEqual({ loss: "a", depth: "2" });
  expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(6);
});

test("a space that is used up ends the search", () => {
  const space = spaceOf({ IntegerParameterRanges: [continuous("depth", "1", "5")] });
  for (const search of [randomSearch, bayesianSearch])
    expect(run(search(space, 2), (p) => number(p, "depth"), 20)).toHaveLength(5);
});
