import { Section } from "@/components/layout/section";
import { type Column, DataTable } from "@/components/ui/data-table";
import { type Judged, residual } from "@/lib/domain/evaluation/evaluation";
import { worstOf } from "@/lib/domain/evaluation/rows";
import { formatMetric, formatNumber } from "@/lib/domain/format";
import { evaluationWords as words } from "@/lib/words/evaluation";
import type { JobProps } from "../job/job-title";
import type { EvaluationProps } from "./evaluation-props";
import { featureColumns } from "./feature-columns";
import { signed } from "./labels";
import { rowNumberColumn } from "./row-number";

const COLUMNS: readonly Column<Judged>[] = [
  {
    id: "actual",
    head: words.actual,
    align: "end",
    cardLabel: words.actual,
    cell: ({ actual }) => formatMetric(actual),
  },
  {
    id: "predicted",
    head: words.predictedHead,
    align: "end",
    cardLabel: words.predictedHead,
    cell: ({ predicted }) => formatMetric(predicted),
  },
  {
    id: "residual",
    head: words.residual,
    align: "end",
    card: "state",
    cell: (row) => <b className="font-semibold">{signed(residual(row), 5)}</b>,
  },
];

export interface WorstRowsProps extends EvaluationProps, JobProps {
  readonly rows: readonly Judged[];
}

/** The rows that are missed by most, with what is known of them. */
export function WorstRows({ evaluation, rows, job }: WorstRowsProps) {
  const worst = worstOf(rows);
  if (worst.length === 0) return null;
  const aside = evaluation.predictions?.sampled ? words.worstOfSample : words.worstAside;
  return (
    <Section
      title={words.worst}
      aside={aside(formatNumber(worst.length), formatNumber(rows.length))}
    >
      <DataTable
        label={words.worst}
        columns={[
          ...rowNumberColumn<Judged>(evaluation, job),
          ...COLUMNS,
          ...featureColumns<Judged>(evaluation),
        ]}
        rows={worst}
        rowKey={({ at }) => String(at)}
      />
    </Section>
  );
}
