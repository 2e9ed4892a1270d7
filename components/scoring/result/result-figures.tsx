"use client";
import { memo, useMemo } from "react";
import { Figure } from "@/components/charts/figure";
import { Histogram } from "@/components/charts/histogram";
import { Columns } from "@/components/layout/section";
import { FigureRow, type FigureRowItem } from "@/components/ui/figure-row";
import type { Results } from "@/lib/client/scoring/results";
import type { ModelSchema } from "@/lib/contracts/model-files";
import { formatMetric, formatNumber } from "@/lib/domain/format";
import type { RegressionMetrics } from "@/lib/domain/regression";
import { scoringWords as words } from "@/lib/words/scoring";
import { ActualScatter } from "./actual-scatter";
import { distribute, type PredictionSummary, summarise } from "./prediction-summary";

const DIGITS = 6;
const SUM_DIGITS = 8;
const metric = (value: number): string => formatMetric(Number(value.toPrecision(DIGITS)), DIGITS);

function summaryItems(summary: PredictionSummary): FigureRowItem[] {
  const { rangeOf } = words.figures;
  return [
    { id: "mean", label: words.figures.mean, value: metric(summary.mean) },
    { id: "median", label: words.figures.median, value: metric(summary.median) },
    {
      id: "range",
      label: words.figures.range,
      value: rangeOf(metric(summary.min), metric(summary.max)),
      words: true,
    },
    {
      id: "sum",
      label: words.figures.sum,
      value: formatMetric(
        Number((summary.mean * summary.count).toPrecision(SUM_DIGITS)),
        SUM_DIGITS,
      ),
      words: true,
    },
  ];
}

function metricItems(metrics: RegressionMetrics): FigureRowItem[] {
  const context = words.figures.actual(formatNumber(metrics.rows));
  return [
    { id: "rmse", label: words.figures.rmse, value: metric(metrics.rmse), context },
    { id: "mae", label: words.figures.mae, value: metric(metrics.mae) },
    ...(metrics.r2 === null
      ? []
      : [{ id: "r2", label: words.figures.r2, value: formatMetric(metrics.r2, 3) }]),
  ];
}

export interface ResultFiguresProps {
  readonly results: Results;
  readonly schema: ModelSchema | null;
}

/**
 * How the predictions are spread, beside what the model learned from. Drawn once: charts of many
 * points are dear, and the page around them changes.
 */
export const ResultFigures = memo(function ResultFigures({ results, schema }: ResultFiguresProps) {
  const sorted = useMemo(() => Float64Array.from(results.numbers()).sort(), [results]);
  const summary = useMemo(() => summarise(sorted), [sorted]);
  if (!summary) return null;
  const metrics = results.metrics();
  return (
    <>
      <Columns template="minmax(0,1.5fr) minmax(0,1fr)">
        <Spread sorted={sorted} summary={summary} schema={schema} />
        <div className="grid content-start gap-6">
          <FigureRow items={summaryItems(summary)} />
          {metrics ? <FigureRow items={metricItems(metrics)} ruled /> : null}
          {results.labelAt === null && schema ? (
            <p className="text-ink-2">{words.noLabel(schema.target.name)}</p>
          ) : null}
        </div>
      </Columns>
      {metrics ? (
        <ActualScatter results={results} metrics={metrics} target={schema?.target.name ?? ""} />
      ) : null}
    </>
  );
});

interface SpreadProps {
  readonly sorted: Float64Array;
  readonly summary: PredictionSummary;
  readonly schema: ModelSchema | null;
}

function Spread({ sorted, summary, schema }: SpreadProps) {
  const target = schema?.target;
  const { edges, counts, outline, beyond } = useMemo(() => {
    const { outline: trained, ...rest } = distribute(sorted, target?.histogram);
    return { ...rest, outline: trained && { name: words.trainingTarget, counts: trained } };
  }, [sorted, target]);
  const caption =
    words.distributionCaption(metric(summary.min), metric(summary.max), metric(summary.mean)) +
    (typeof target?.mean === "number" ? words.beside(metric(target.mean)) : "") +
    (beyond > 0 ? words.beyond(formatNumber(beyond)) : "");
  return (
    <Figure
      title={words.distribution}
      unit={outline ? words.distributionUnit : words.distributionUnitAlone}
      caption={caption}
    >
      <Histogram
        edges={edges}
        counts={counts}
        outline={outline}
        xName={words.predicted(target?.name ?? "")}
        yName={words.rowsName}
      />
    </Figure>
  );
}
