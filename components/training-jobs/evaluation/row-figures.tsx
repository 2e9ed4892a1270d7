"use client";
import { type ReactNode, useMemo } from "react";
import { Figure } from "@/components/charts/figure";
import { Histogram } from "@/components/charts/histogram";
import { Scatter } from "@/components/charts/scatter";
import { Columns } from "@/components/layout/section";
import { type Judged, residual } from "@/lib/domain/evaluation/evaluation";
import { histogramOf, quantile } from "@/lib/domain/evaluation/numbers";
import { worstOf } from "@/lib/domain/evaluation/rows";
import { formatMetric, formatNumber } from "@/lib/domain/format";
import { evaluationWords as words } from "@/lib/words/evaluation";

/** Round numbers are enough on axes and in sentences. */
const DIGITS = 3;
const round = (value: number) => formatMetric(value, DIGITS);

export interface RowFiguresProps {
  /** Stands under the residuals, or alone where there are no rows. */
  readonly children: ReactNode;
  readonly rows: readonly Judged[];
  /** The container wrote a part of the judged rows. */
  readonly sampled: boolean;
}

/** Row by row: predicted against actual, and how far off. */
export function RowFigures({ rows, sampled, children }: RowFiguresProps) {
  const points = useMemo(
    () => rows.map(({ predicted, actual }) => [predicted, actual] as const),
    [rows],
  );
  const worst = useMemo(
    () => worstOf(rows).map(({ predicted, actual }) => [predicted, actual] as const),
    [rows],
  );
  const residuals = useMemo(() => rows.map(residual).sort((a, b) => a - b), [rows]);
  const histogram = useMemo(() => histogramOf(residuals), [residuals]);
  if (rows.length === 0) {
    return (
      <>
        <p className="mt-9 text-ink-3">{words.noPredictions}</p>
        {children}
      </>
    );
  }
  const count = formatNumber(rows.length);
  const misses = residuals.map(Math.abs).sort((a, b) => a - b);
  return (
    <Columns template="minmax(0,1.2fr) minmax(0,1fr)">
      <Figure
        title={words.predicted}
        unit={words.worstRinged(
          sampled ? words.sampled(count) : words.rows(count),
          formatNumber(worst.length),
        )}
        caption={words.predictedCaption(round(quantile(misses, 0.5)), round(quantile(misses, 0.9)))}
      >
        <Scatter
          points={points}
          ringed={worst}
          xName={words.predictedAxis}
          yName={words.actualAxis}
          diagonal={words.equal}
        />
      </Figure>
      <div>
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
        {children}
      </div>
    </Columns>
  );
}
