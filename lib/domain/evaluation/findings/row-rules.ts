import { residual } from "../evaluation";
import { deviation, mean, quantile, standardError } from "../numbers";
import { BEYOND_CHANCE, LEAST_ROWS } from "../segments";
import type { Inputs, Rule } from "./finding";

/** Within so many standard errors of zero a mean is what chance alone gives. */
const WITHIN_CHANCE = 2;
const THIRDS = { rows: 60, ratio: 2 };

function centre({ rows }: Inputs) {
  if (rows.length < LEAST_ROWS) return null;
  const values = rows.map(residual).sort((a, b) => a - b);
  const error = standardError(deviation(values), values.length);
  return { mean: mean(values), median: quantile(values, 0.5), error };
}

/** Fires where 30 rows or more miss by a mean of over 3 standard errors. */
export const bias: Rule = (inputs) => {
  const found = centre(inputs);
  if (!found || Math.abs(found.mean) <= BEYOND_CHANCE * found.error) return [];
  return [{ rule: "bias", ...found }];
};

/** Fires where the mean miss of 30 rows or more lies within 2 standard errors of zero. */
export const noBias: Rule = (inputs) => {
  const found = centre(inputs);
  if (!found || Math.abs(found.mean) > WITHIN_CHANCE * found.error) return [];
  return [{ rule: "no-bias", ...found }];
};

/** Fires where the third predicted highest misses by twice as much as the third predicted lowest. */
export const growingSpread: Rule = ({ rows }) => {
  if (rows.length < THIRDS.rows) return [];
  const sorted = rows.toSorted((a, b) => a.predicted - b.predicted);
  // In equal predictions there is no order.
  if (sorted[0]?.predicted === sorted.at(-1)?.predicted) return [];
  const third = Math.floor(sorted.length / 3);
  const miss = (part: typeof sorted) => mean(part.map((row) => Math.abs(residual(row))));
  const low = miss(sorted.slice(0, third));
  const high = miss(sorted.slice(-third));
  return high > 0 && high >= low * THIRDS.ratio ? [{ rule: "growing-spread", low, high }] : [];
};

/** Fires where a prediction is negative and no actual value is. */
export const belowZero: Rule = ({ rows }) => {
  const negative = rows.filter(({ predicted }) => predicted < 0).map(({ predicted }) => predicted);
  if (negative.length === 0 || rows.some(({ actual }) => actual < 0)) return [];
  const least = negative.reduce((a, b) => Math.min(a, b));
  return [{ rule: "below-zero", rows: negative.length, least }];
};
