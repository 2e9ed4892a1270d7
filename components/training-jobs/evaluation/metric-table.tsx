import { type Column, DataTable } from "@/components/ui/data-table";
import {
  type ComparableMetric,
  type Evaluation,
  type Metric,
  type Metrics,
  metricIn,
  primaryMetric,
} from "@/lib/domain/evaluation/evaluation";
import { formatMetric, formatNumber, formatShare, sharedDecimals } from "@/lib/domain/format";
import { evaluationWords as words } from "@/lib/words/evaluation";
import type { EvaluationProps } from "./evaluation-props";

interface Line {
  readonly id: string;
  readonly who: string;
  readonly metrics: Metrics;
  readonly own: boolean;
}

const linesOf = ({ metrics, baselines, train_metrics }: Evaluation): Line[] => [
  { id: "model", who: words.model, metrics, own: true },
  ...baselines.map((baseline, at) => ({
    id: `baseline-${at}`,
    who: baseline.name,
    metrics: baseline.metrics,
    own: false,
  })),
  ...(Object.keys(train_metrics).length > 0
    ? [{ id: "train", who: words.onTraining, metrics: train_metrics, own: false }]
    : []),
];

/** Side by side; a container may write thousands. */
const MOST = 40;
/** From here on nobody counts the digits. */
const LARGEST = 1e12;

const hasInterval = ({ low, high }: Metric): boolean => low !== null && high !== null;

/** Digits after the point, or null where some value is better written with an exponent. */
function decimalsOf(values: readonly number[]): number | null {
  return values.some((value) => Math.abs(value) >= LARGEST) ? null : sharedDecimals(values);
}

const written = (value: number, decimals: number | null): string =>
  decimals === null ? formatMetric(value) : formatNumber(value, decimals);

interface ValueProps {
  readonly metric: Metric | null;
  readonly decimals: number | null;
}

function Value({ metric, decimals }: ValueProps) {
  if (!metric || metric.value === null) return null;
  const { value, low, high } = metric;
  return (
    <span>
      {written(value, decimals)}
      {low === null || high === null ? null : (
        <small className="whitespace-nowrap">
          {words.range(written(low, decimals), written(high, decimals))}
        </small>
      )}
    </span>
  );
}

/** How sure the intervals are, once for all; null without any. */
function levelNote({ metrics }: Evaluation): string | null {
  const level = Object.values(metrics).find(hasInterval)?.level ?? null;
  return level === null ? null : words.interval(formatShare(level));
}

function metricColumn(name: string, lines: readonly Line[]): Column<Line> {
  const decimals = decimalsOf(lines.flatMap(({ metrics }) => metricIn(metrics, name)?.value ?? []));
  return {
    id: name,
    head: words.metric(name),
    align: "end",
    cardLabel: words.metric(name),
    wrap: true,
    cell: ({ metrics }) => <Value metric={metricIn(metrics, name)} decimals={decimals} />,
  };
}

/** A bar for each line's first metric, the longest as long as there is room. */
function barColumn({ name, better }: ComparableMetric, lines: readonly Line[]): Column<Line> {
  const lengthOf = ({ metrics }: Line) => Math.max(0, metricIn(metrics, name)?.value ?? 0);
  const longest = Math.max(...lines.map(lengthOf), Number.MIN_VALUE);
  return {
    id: "bar",
    head: <span className="whitespace-normal">{words.barHead(words.metric(name), better)}</span>,
    width: "20%",
    card: "hide",
    cell: (line) => (
      <span
        className="bar"
        data-other={line.own ? undefined : ""}
        style={{ width: `${(lengthOf(line) / longest) * 100}%` }}
      />
    ),
  };
}

/** The first metric against each baseline, in a sentence. */
function comparisons(
  { baselines }: Evaluation,
  { name, value, better }: ComparableMetric,
): string[] {
  const label = words.metric(name);
  return baselines.flatMap((baseline) => {
    const other = metricIn(baseline.metrics, name)?.value ?? null;
    if (other === null) return [];
    if (better === "higher") {
      const say = value >= other ? words.scoreOver : words.scoreUnder;
      return [say(formatMetric(Math.abs(value - other), 3), label, baseline.name)];
    }
    if (other === 0) return [];
    const say = value <= other ? words.lower : words.higher;
    return [say(formatShare(Math.abs((other - value) / other), 1), label, baseline.name)];
  });
}

/** The model's metrics with their intervals, beside guesses that need no model. */
export function MetricTable({ evaluation }: EvaluationProps) {
  const names = Object.keys(evaluation.metrics);
  const primary = primaryMetric(evaluation);
  const lines = linesOf(evaluation);
  if (names.length === 0) return <p className="text-ink-3">{words.noMetrics}</p>;
  return (
    <>
      <DataTable
        label={words.metrics}
        columns={[
          {
            id: "who",
            head: words.who,
            card: "title",
            wrap: true,
            cell: ({ who }) => <span className="line-clamp-4 min-w-28">{who}</span>,
          },
          ...names.slice(0, MOST).map((name) => metricColumn(name, lines)),
          ...(primary ? [barColumn(primary, lines)] : []),
        ]}
        rows={lines}
        rowHeight={52}
        rowKey={({ id }) => id}
      />
      <p className="table-note">
        {[
          ...(primary ? comparisons(evaluation, primary) : []),
          levelNote(evaluation),
          names.length > MOST ? words.moreMetrics(formatNumber(names.length - MOST)) : null,
        ]
          .filter(Boolean)
          .join(" ")}
      </p>
    </>
  );
}
