import type {
  CategoricalParameterRange,
  HyperParameterScalingType,
  ParameterRanges,
} from "@aws-sdk/client-sagemaker";
import type { Random } from "./random.ts";

/** Hyperparameters as a training job takes them. */
export type Parameters = Readonly<Record<string, string>>;

/** One hyperparameter that is searched, as coordinates between 0 and 1. */
export interface Dimension {
  readonly name: string;
  draw(random: Random): string;
  /** One coordinate for a number, one per value for a category; undefined for a value out of range. */
  encode(value: string): readonly number[] | undefined;
  /** A value near the one that is given. `scale` is the deviation on a coordinate. */
  near(value: string, scale: number, step: () => number, random: Random): string;
}

/** A range of numbers, from text as AWS sends it. */
interface NumericRange {
  readonly Name?: string | undefined;
  readonly MinValue?: string | undefined;
  readonly MaxValue?: string | undefined;
  readonly ScalingType?: HyperParameterScalingType | undefined;
}

interface Scale {
  to(value: number): number;
  from(coordinate: number): number;
}

const SCALES: Record<"Linear" | "Logarithmic" | "ReverseLogarithmic", Scale> = {
  Linear: { to: (value) => value, from: (coordinate) => coordinate },
  Logarithmic: { to: Math.log, from: Math.exp },
  // For values below 1 whose distance from 1 matters, as a momentum's.
  ReverseLogarithmic: {
    to: (value) => -Math.log1p(-value),
    from: (coordinate) => -Math.expm1(-coordinate),
  },
};

/** From this ratio of its bounds on, a range without a scale is searched by orders of magnitude. */
const AUTO_LOGARITHMIC_RATIO = 100;

export function scaleOf(type: HyperParameterScalingType | undefined, min: number, max: number) {
  if (type !== undefined && type !== "Auto") return type;
  return min > 0 && max / min >= AUTO_LOGARITHMIC_RATIO ? "Logarithmic" : "Linear";
}

/** What the ranges of a tuning job span. */
export function spaceOf(ranges: ParameterRanges): readonly Dimension[] {
  return [
    ...(ranges.IntegerParameterRanges ?? []).map((range) => numeric(range, Math.round)),
    ...(ranges.ContinuousParameterRanges ?? []).map((range) => numeric(range, undefined)),
    ...(ranges.CategoricalParameterRanges ?? []).map(categorical),
  ];
}

/** What tells two sets of hyperparameters apart. */
export const keyOf = (space: readonly Dimension[], parameters: Parameters): string =>
  JSON.stringify(space.map(({ name }) => parameters[name]));

export const draw = (space: readonly Dimension[], random: Random): Parameters =>
  Object.fromEntries(space.map((dimension) => [dimension.name, dimension.draw(random)]));

/** The coordinates of a set of hyperparameters; undefined when the space does not hold it. */
export function encode(
  space: readonly Dimension[],
  parameters: Parameters,
): readonly number[] | undefined {
  const coordinates: number[] = [];
  for (const dimension of space) {
    const value = parameters[dimension.name];
    const own = value === undefined ? undefined : dimension.encode(value);
    if (!own) return undefined;
    coordinates.push(...own);
  }
  return coordinates;
}

function numeric(range: NumericRange, round: ((value: number) => number) | undefined): Dimension {
  const [min, max] = [Number(range.MinValue), Number(range.MaxValue)];
  const scale = SCALES[scaleOf(range.ScalingType, min, max)];
  // A whole number stands for the half unit on both of its sides, so that the bounds are as likely.
  const half = round ? 0.5 : 0;
  const isBelowOne = scale === SCALES.ReverseLogarithmic;
  const low = scale.to(Math.max(min - half, scale === SCALES.Logarithmic ? min / 2 : -Infinity));
  const high = scale.to(isBelowOne ? max : max + half);
  const span = high - low || 1;
  const valueAt = (coordinate: number) => {
    const value = scale.from(low + coordinate * span);
    const kept = Math.min(max, Math.max(min, round ? round(value) : value));
    // More digits than a model can tell apart only make names and tables long.
    return String(round ? kept : Number(kept.toPrecision(12)));
  };
  const coordinateOf = (value: string) => (scale.to(Number(value)) - low) / span;
  return {
    name: range.Name ?? "",
    draw: (random) => valueAt(random()),
    encode: (text) => {
      const value = Number(text);
      return text.trim() !== "" && value >= min && value <= max ? [coordinateOf(text)] : undefined;
    },
    near: (value, deviation, step) =>
      valueAt(Math.min(1, Math.max(0, coordinateOf(value) + deviation * step()))),
  };
}

function categorical({ Name = "", Values = [] }: CategoricalParameterRange): Dimension {
  const pick = (random: Random) => Values[Math.floor(random() * Values.length)] ?? "";
  return {
    name: Name,
    draw: pick,
    encode: (value) =>
      Values.includes(value) ? Values.map((known) => (known === value ? 1 : 0)) : undefined,
    // Categories have no neighbours: now and then another one is tried.
    near: (value, deviation, _step, random) => (random() < deviation ? pick(random) : value),
  };
}
