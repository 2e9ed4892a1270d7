import type { Segment } from "@/lib/domain/evaluation/evaluation";
import type { Finding } from "@/lib/domain/evaluation/findings/finding";
import { formatMetric, formatNumber, formatShare } from "@/lib/domain/format";
import { evaluationWords } from "@/lib/words/evaluation";
import { evaluationFindingWords as words } from "@/lib/words/evaluation-findings";
import { segmentLabel, signed } from "./labels";

const DIGITS = 4;
const short = (value: number): string => formatMetric(value, DIGITS);
const share = (value: number): string => formatShare(value, 1);
const place = (segment: Segment): string => words.where(segment.feature, segmentLabel(segment));

export interface Sentence {
  readonly statement: string;
  readonly cause?: string;
  readonly value?: string;
}

const SENTENCES: {
  readonly [R in Finding["rule"]]: (finding: Extract<Finding, { rule: R }>) => Sentence;
} = {
  overfit: ({ metric, train, judged }) => ({
    statement: words.overfit(evaluationWords.metric(metric), short(train), short(judged)),
    cause: words.overfitCause,
  }),
  "nearly-as-good": ({ metric, baseline, value, baselineValue }) => ({
    statement: words.nearlyAsGood(
      baseline,
      evaluationWords.metric(metric),
      short(baselineValue),
      short(value),
    ),
  }),
  "worse-metric": ({ metric, value, baseline, baselineValue }) => ({
    statement: words.worseMetric(
      evaluationWords.metric(metric),
      short(value),
      baseline,
      short(baselineValue),
    ),
  }),
  "few-rows": ({ rows }) => ({ statement: words.fewRows(formatNumber(rows)) }),
  "wide-interval": ({ metric, low, high }) => ({
    statement: words.wideInterval(evaluationWords.metric(metric), short(low), short(high)),
    cause: words.wideCause,
  }),
  bias: ({ mean, median, error }) => ({
    statement: words.bias(signed(mean), mean > 0 ? "high" : "low"),
    cause: words.biasCause(formatMetric(error, 3), signed(median)),
  }),
  "no-bias": ({ mean, median, error }) => ({
    statement: words.noBias(signed(mean), signed(median)),
    value: words.noBiasValue(formatMetric(error, 3)),
  }),
  segment: ({ worst, worstRmse, whole, least }) => ({
    statement: words.segment(
      place(worst),
      short(worstRmse),
      formatNumber(worst.rows),
      short(whole),
    ),
    ...(least ? { cause: words.segmentLeast(place(least.segment), short(least.rmse)) } : {}),
  }),
  "growing-spread": ({ low, high }) => ({
    statement: words.growingSpread(short(low), short(high)),
    cause: words.growingCause,
  }),
  "below-zero": ({ rows, least }) => ({
    statement: words.belowZero(
      rows === 1 ? words.onePrediction : words.predictions(formatNumber(rows)),
      short(least),
    ),
  }),
  carried: ({ features, share: part, count }) => ({
    statement: words.carried(features),
    cause: words.carriedCause(share(part), formatNumber(count)),
  }),
  "one-class": ({ frequent, share: part, accuracy }) => ({
    statement: words.oneClass(frequent, share(part), share(accuracy)),
  }),
  "missed-class": ({ names }) => ({ statement: words.missedClass(names) }),
};

/** The finding in words, with its figures. */
export const findingSentence = <R extends Finding["rule"]>(
  finding: Extract<Finding, { rule: R }>,
): Sentence => SENTENCES[finding.rule as R](finding);
