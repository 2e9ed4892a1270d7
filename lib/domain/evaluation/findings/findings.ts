import { type Evaluation, judgedRows } from "../evaluation";
import { missedClass, oneClass } from "./class-rules";
import { carried, worseSegment } from "./feature-rules";
import type { Finding, Rule } from "./finding";
import { fewRows, nearlyAsGood, overfit, wideInterval, worseMetric } from "./metric-rules";
import { belowZero, bias, growingSpread, noBias } from "./row-rules";

/** What speaks against the model first, then how sure its figures are, then what is good to know. */
const RULES: readonly Rule[] = [
  oneClass,
  missedClass,
  worseMetric,
  overfit,
  nearlyAsGood,
  bias,
  worseSegment,
  growingSpread,
  belowZero,
  fewRows,
  wideInterval,
  carried,
  noBias,
];

/** Everything to know before the model is used, in order of weight. States only what was computed. */
export function findingsOf(evaluation: Evaluation): readonly Finding[] {
  const rows = judgedRows(evaluation);
  return RULES.flatMap((rule) => rule({ evaluation, rows }));
}
