"use client";
import { useMemo } from "react";
import { Figure } from "@/components/charts/figure";
import { Histogram } from "@/components/charts/histogram";
import { Scatter } from "@/components/charts/scatter";
import { Columns } from "@/components/layout/section";
import type { Evaluation } from "@/lib/contracts/model-files";
import { formatMetric, formatNumber } from "@/lib/domain/format";
import { evaluationWords as words } from "@/lib/words/evaluation";
import { histogramOf, pairsOf, quantile, residualsOf } from "./residuals";

/** Round numbers are enough on axes and in sentences. */
const DIGITS = 3;
const round = (value: number) => formatMetric(value, DIGITS);

/** Row by row: predicted against actual, and how far off. */
export function EvaluationFigures({ evaluation }: { readonly evaluation: Evaluation }) {
  const { predictions } = evaluation;
  const pairs = useMemo(() => (predictions ? pairsOf(predictions) : []), [predictions]);
  const residuals = useMemo(() => residualsOf(pairs), [pairs]);
  const histogram = useMemo(() => histogramOf(residuals), [residuals]);
  if (!predictions || pairs.length === 0) {
    return <p className="mt-9 text-ink-3">{words.noPredictions}</p>;
  }
  const rows = formatNumber(pairs.length);
  const misses = residuals.map(Math.abs).sort((a, b) => a - b);
  return (
    <Columns template="minmax(0,1.2fr) minmax(0,1fr)">
      <Figure
        title={words.predicted}
        unit={predictions.sampled ? words.sampled(rows) : words.rows(rows)}
        caption={words.predictedCaption(round(quantile(misses, 0.5)), round(quantile(misses, 0.9)))}
      >
        <Scatter
          points={pairs}
          xName={words.predictedAxis}
          yName={words.actualAxis}
          diagonal={words.equal}
        />
      </Figure>
      <Figure
        title={words.residuals}
        unit={words.count}
        caption={words.residualsCaption(
          round(quantile(residuals, 0.5)),
          round(quantile(residuals, 0.1)),
          round(quantile(residuals, 0.9)),
        )}
      >
        <Histogram
          edges={histogram.edges}
          counts={histogram.counts}
          xName={words.residualAxis}
          yName={words.count}
        />
      </Figure>
    </Columns>
  );
}
