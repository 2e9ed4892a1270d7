import { Section } from "@/components/layout/section";
import { type Column, DataTable } from "@/components/ui/data-table";
import { type ClassedRow, classedRows } from "@/lib/domain/evaluation/rows";
import { formatNumber } from "@/lib/domain/format";
import { evaluationWords as words } from "@/lib/words/evaluation";
import type { JobProps } from "../job/job-title";
import type { EvaluationProps } from "./evaluation-props";
import { featureColumns } from "./feature-columns";
import { cellLabel } from "./labels";
import { rowNumberColumn } from "./row-number";

const SHOWN = 20;
const DIGITS = 3;

const COLUMNS: readonly Column<ClassedRow>[] = [
  {
    id: "actual",
    head: words.actual,
    cardLabel: words.actual,
    cell: ({ actual }) => cellLabel(actual),
  },
  {
    id: "predicted",
    head: words.predictedHead,
    cardLabel: words.predictedHead,
    cell: ({ predicted }) => <span className="text-fail">{cellLabel(predicted)}</span>,
  },
];

const PROBABILITY: Column<ClassedRow> = {
  id: "probability",
  head: words.probability,
  cardLabel: words.probability,
  align: "end",
  cell: ({ probability }) => (probability === null ? null : probability.toFixed(DIGITS)),
};

/** Rows of a classification that were given another class than theirs. */
export function WrongRows({ evaluation, job }: EvaluationProps & JobProps) {
  const rows = classedRows(evaluation);
  if (rows.length === 0) return <p className="mt-9 text-ink-3">{words.noPredictions}</p>;
  const wrong = rows.filter(({ isRight }) => !isRight);
  const shown = wrong.slice(0, SHOWN);
  const [count, all] = [formatNumber(wrong.length), formatNumber(rows.length)];
  if (wrong.length === 0) {
    return (
      <Section title={words.wrong}>
        <p className="text-ink-2">{words.noneWrong(all)}</p>
      </Section>
    );
  }
  return (
    <Section title={words.wrong} aside={words.wrongAside(formatNumber(shown.length), count, all)}>
      <DataTable
        label={words.wrong}
        columns={[
          ...rowNumberColumn<ClassedRow>(evaluation, job),
          ...COLUMNS,
          ...(shown.some(({ probability }) => probability !== null) ? [PROBABILITY] : []),
          ...featureColumns<ClassedRow>(evaluation),
        ]}
        rows={shown}
        rowKey={({ at }) => String(at)}
      />
    </Section>
  );
}
