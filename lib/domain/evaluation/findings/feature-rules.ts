import { LEAST_ROWS, wholeRmse } from "../segments";
import type { Rule } from "./finding";

/** How many times the error of all rows a segment's must be. */
const SEGMENT_RATIO = 1.5;
/** So few features with such a share of the whole importance, and as many again that have little. */
const CARRIED = { share: 0.9, most: 2 };

/** Fires for the worst segment of at least 30 rows, from one and a half times the error of all. */
export const worseSegment: Rule = ({ evaluation, rows }) => {
  const whole = wholeRmse(evaluation, rows);
  if (whole === null) return [];
  const judged = evaluation.segments
    .flatMap((segment) => (segment.rmse === null ? [] : [{ segment, rmse: segment.rmse }]))
    .filter(({ segment }) => segment.rows >= LEAST_ROWS)
    .sort((a, b) => b.rmse - a.rmse);
  const [worst] = judged;
  if (!worst || worst.rmse < whole * SEGMENT_RATIO) return [];
  const least = judged.findLast(
    ({ segment }) => segment !== worst.segment && segment.feature === worst.segment.feature,
  );
  return [
    {
      rule: "segment",
      worst: worst.segment,
      worstRmse: worst.rmse,
      whole,
      least: least ?? null,
    },
  ];
};

/** Fires where one or two features hold nine tenths of the importance, and others little. */
export const carried: Rule = ({ evaluation: { importance } }) => {
  const useful = (importance?.features ?? [])
    .flatMap(({ name, value }) => (value !== null && value > 0 ? [{ name, value }] : []))
    .sort((a, b) => b.value - a.value);
  const count = importance?.features.length ?? 0;
  const all = useful.reduce((sum, { value }) => sum + value, 0);
  let share = 0;
  for (const [at, { value }] of useful.slice(0, CARRIED.most).entries()) {
    share += value / all;
    const features = useful.slice(0, at + 1).map(({ name }) => name);
    if (share >= CARRIED.share) {
      return count >= 2 * features.length ? [{ rule: "carried", features, share, count }] : [];
    }
  }
  return [];
};
