import { Section } from "@/components/layout/section";
import { type Column, DataTable } from "@/components/ui/data-table";
import { type ClassFigures, perClassOf } from "@/lib/domain/evaluation/per-class";
import { formatMetric } from "@/lib/domain/format";
import { evaluationWords as words } from "@/lib/words/evaluation";
import type { EvaluationProps } from "./evaluation-props";

const DIGITS = 4;

interface Line extends ClassFigures {
  readonly at: number;
}

const columnOf = (name: string): Column<Line> => ({
  id: name,
  head: words.classFigure(name),
  align: "end",
  cardLabel: words.classFigure(name),
  cell: ({ figures }) => {
    const value = figures[name] ?? null;
    return value === null ? null : formatMetric(value, DIGITS);
  },
});

/** Precision, recall and what else the container says of each class. */
export function PerClass({ evaluation }: EvaluationProps) {
  const lines = perClassOf(evaluation).map((figures, at) => ({ ...figures, at }));
  if (lines.length === 0) return null;
  const names = [...new Set(lines.flatMap(({ figures }) => Object.keys(figures)))];
  return (
    <Section title={words.perClass}>
      <DataTable
        label={words.perClass}
        columns={[
          { id: "name", head: words.className, card: "title", cell: ({ name }) => name },
          ...names.map(columnOf),
        ]}
        rows={lines}
        rowKey={({ at }) => String(at)}
      />
    </Section>
  );
}
