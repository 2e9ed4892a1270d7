import { type Column, DataTable } from "@/components/ui/data-table";
import type { Evaluation, EvaluationMetric } from "@/lib/contracts/model-files";
import { formatMetric, formatShare } from "@/lib/domain/format";
import { evaluationWords as words } from "@/lib/words/evaluation";

interface Line {
  readonly who: string;
  readonly metrics: Readonly<Record<string, EvaluationMetric>>;
}

const linesOf = ({ metrics, baselines, train_metrics }: Evaluation): Line[] => [
  { who: words.model, metrics },
  ...baselines.map((baseline) => ({ who: baseline.name, metrics: baseline.metrics })),
  ...(Object.keys(train_metrics).length > 0
    ? [{ who: words.onTraining, metrics: train_metrics }]
    : []),
];

const interval = ({ low, high, level }: EvaluationMetric): string | null =>
  low === null || high === null || level === null
    ? null
    : words.interval(formatMetric(low), formatMetric(high), formatShare(level));

function Value({ metric }: { readonly metric: EvaluationMetric | undefined }) {
  if (!metric || metric.value === null) return null;
  const range = interval(metric);
  return (
    <>
      {formatMetric(metric.value)}
      {range ? <small>{range}</small> : null}
    </>
  );
}

const columnsOf = (names: readonly string[]): Column<Line>[] => [
  { id: "who", head: words.who, card: "title", cell: ({ who }) => who },
  ...names.map(
    (name): Column<Line> => ({
      id: name,
      head: <code>{name}</code>,
      align: "end",
      cardLabel: name,
      cell: ({ metrics }) => <Value metric={metrics[name]} />,
    }),
  ),
];

/** The first metric against each baseline, in a sentence. */
function comparisons({ metrics, baselines }: Evaluation): string[] {
  const [name, own] = Object.entries(metrics)[0] ?? [];
  if (!name || own?.value === null || own?.value === undefined) return [];
  const value = own.value;
  return baselines.flatMap((baseline) => {
    const other = baseline.metrics[name]?.value;
    if (!other || own.better === "higher") return [];
    const share = (other - value) / Math.abs(other);
    const say = share >= 0 ? words.lower : words.higher;
    return [say(formatShare(Math.abs(share), 1), name, baseline.name)];
  });
}

/** The model's metrics with their intervals, beside guesses that need no model. */
export function EvaluationMetrics({ evaluation }: { readonly evaluation: Evaluation }) {
  return (
    <>
      <DataTable
        label={words.metrics}
        columns={columnsOf(Object.keys(evaluation.metrics))}
        rows={linesOf(evaluation)}
        rowHeight={52}
        rowKey={({ who }) => who}
      />
      {comparisons(evaluation).map((sentence) => (
        <p key={sentence} className="mt-2 text-ink-2">
          {sentence}
        </p>
      ))}
    </>
  );
}
