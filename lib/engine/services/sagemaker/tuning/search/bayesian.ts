import {
  type Assumptions,
  fitProcess,
  type GaussianProcess,
  type Prediction,
} from "./gaussian-process.ts";
import { normal, type Random, randomOf } from "./random.ts";
import { randomSearch } from "./random-search.ts";
import type { Known, Observation, Search } from "./search.ts";
import { type Dimension, draw, encode, keyOf, type Parameters } from "./space.ts";

/** Trainings at random before the process has anything to go by. */
const firstOf = (space: readonly Dimension[]) => Math.min(10, 2 + space.length);
/** A process over more points costs seconds and tells little more. */
const MOST_POINTS = 100;
const FITS = 40;
const WIDE_CANDIDATES = 600;
const NEAR_CANDIDATES = 60;
const NEAR_SCALES = [0.15, 0.03, 0.006];
const NEAR_BEST = 3;
const LENGTHS = { least: 0.05, most: 3 };
const NOISES = { least: 1e-6, most: 0.3 };

interface Candidate {
  readonly parameters: Parameters;
  readonly point: readonly number[];
}

/**
 * Bayesian search: a Gaussian process over the trainings so far, and next the hyperparameters whose
 * expected improvement on the best is largest (Jones, Schonlau and Welch, 1998). Trainings that run
 * count as if they had given what the process expects of them, so that parallel ones differ.
 */
export function bayesianSearch(space: readonly Dimension[], seed: number): Search {
  const atRandom = randomSearch(space, seed);
  return (known) => {
    const observed = usable(space, known.observations);
    if (observed.length < firstOf(space)) return atRandom(known);
    const random = randomOf(seed, known.index);
    const values = standardized(observed.map(({ value }) => value));
    const points = observed.map(({ point }) => point);
    const assumed = likeliest(points, values, random);
    const process = assumed && withPending(space, known, points, values, assumed);
    if (!process) return atRandom(known);
    const best = Math.min(...values);
    const candidates = candidatesOf(space, known, random);
    const gains = candidates.map(({ point }) => expectedGain(process.predict(point), best));
    const choice = gains.reduce((top, gain, place) => (gain > (gains[top] ?? 0) ? place : top), 0);
    return candidates[choice]?.parameters ?? atRandom(known);
  };
}

/** The best and the latest, when there are more than a process can take. */
function usable(space: readonly Dimension[], observations: readonly Observation[]) {
  const encoded = observations.flatMap(({ parameters, value }, index) => {
    const point = encode(space, parameters);
    return point ? [{ point, value, index }] : [];
  });
  if (encoded.length <= MOST_POINTS) return encoded;
  const half = MOST_POINTS / 2;
  const best = new Set(encoded.toSorted((a, b) => a.value - b.value).slice(0, half));
  const latest = encoded.filter((one) => !best.has(one)).slice(-half);
  return encoded.filter((one) => best.has(one) || latest.includes(one));
}

/** With mean 0 and deviation 1; what is far worse than the rest says no more than that it is. */
function standardized(values: readonly number[]): number[] {
  const ordered = values.toSorted((a, b) => a - b);
  const at = (share: number) => ordered[Math.floor(share * (ordered.length - 1))] ?? 0;
  const ceiling = at(0.5) + 3 * (at(0.75) - at(0.25) || Math.abs(at(1) - at(0)));
  const kept = values.map((value) => Math.min(value, ceiling));
  const mean = kept.reduce((total, value) => total + value, 0) / kept.length;
  const spread = Math.sqrt(kept.reduce((all, value) => all + (value - mean) ** 2, 0) / kept.length);
  return kept.map((value) => (value - mean) / (spread || 1));
}

/** The assumptions under which the values are likeliest: drawn widely, then about the best ones. */
function likeliest(
  points: readonly (readonly number[])[],
  values: readonly number[],
  random: Random,
): Assumptions | undefined {
  const width = points[0]?.length ?? 0;
  let best: { readonly assumed: Assumptions; readonly likelihood: number } | undefined;
  for (let turn = 0; turn < FITS; turn += 1) {
    const assumed =
      best && turn >= FITS / 2 ? moved(best.assumed, random) : drawAssumptions(width, random);
    const likelihood = fitProcess(points, values, assumed)?.likelihood;
    if (likelihood !== undefined && likelihood > (best?.likelihood ?? -Infinity))
      best = { assumed, likelihood };
  }
  return best?.assumed;
}

const within = ({ least, most }: { least: number; most: number }, value: number) =>
  Math.min(most, Math.max(least, value));

const logUniform = (range: { least: number; most: number }, random: Random) =>
  range.least * (range.most / range.least) ** random();

const drawAssumptions = (width: number, random: Random): Assumptions => ({
  lengths: Array.from({ length: width }, () => logUniform(LENGTHS, random)),
  noise: logUniform(NOISES, random),
});

const moved = ({ lengths, noise }: Assumptions, random: Random): Assumptions => ({
  lengths: lengths.map((length) => within(LENGTHS, length * Math.exp(0.4 * normal(random)))),
  noise: within(NOISES, noise * Math.exp(normal(random))),
});

function withPending(
  space: readonly Dimension[],
  { others }: Known,
  points: readonly (readonly number[])[],
  values: readonly number[],
  assumed: Assumptions,
): GaussianProcess | undefined {
  const process = fitProcess(points, values, assumed);
  const pending = others.flatMap((parameters) => {
    const point = encode(space, parameters);
    return point ? [point] : [];
  });
  if (!process || pending.length === 0) return process;
  const expected = pending.map((point) => process.predict(point).mean);
  return fitProcess([...points, ...pending], [...values, ...expected], assumed);
}

/** Everywhere, and near the best ones; none that was tried. */
function candidatesOf(
  space: readonly Dimension[],
  { observations, others }: Known,
  random: Random,
): readonly Candidate[] {
  const seen = [...observations.map(({ parameters }) => parameters), ...others];
  const tried = new Set(seen.map((parameters) => keyOf(space, parameters)));
  const best = observations
    .filter(({ parameters }) => encode(space, parameters))
    .toSorted((a, b) => a.value - b.value)
    .slice(0, NEAR_BEST);
  const drawn = [
    ...Array.from({ length: WIDE_CANDIDATES }, () => draw(space, random)),
    ...best.flatMap(({ parameters }) =>
      NEAR_SCALES.flatMap((scale) =>
        Array.from({ length: NEAR_CANDIDATES }, () => near(space, parameters, scale, random)),
      ),
    ),
  ];
  return drawn.flatMap((parameters) => {
    const key = keyOf(space, parameters);
    const point = tried.has(key) ? undefined : encode(space, parameters);
    tried.add(key);
    return point ? [{ parameters, point }] : [];
  });
}

const near = (
  space: readonly Dimension[],
  parameters: Parameters,
  scale: number,
  random: Random,
): Parameters =>
  Object.fromEntries(
    space.map((dimension) => [
      dimension.name,
      dimension.near(parameters[dimension.name] ?? "", scale, () => normal(random), random),
    ]),
  );

function expectedGain({ mean, deviation }: Prediction, best: number): number {
  const by = (best - mean) / deviation;
  return deviation * (by * cumulative(by) + Math.exp(-0.5 * by * by) / Math.sqrt(2 * Math.PI));
}

/** The normal distribution's, after Abramowitz and Stegun 7.1.26: off by at most 1.5e-7. */
function cumulative(value: number): number {
  const x = Math.abs(value) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const error = 1 - tail * Math.exp(-x * x);
  return value < 0 ? 0.5 * (1 - error) : 0.5 * (1 + error);
}
