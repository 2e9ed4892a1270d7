import { useMemo } from "react";
import { Columns, Section } from "@/components/layout/section";
import { type Evaluation, judgedRows } from "@/lib/domain/evaluation/evaluation";
import { formatNumber } from "@/lib/domain/format";
import { evaluationWords as words } from "@/lib/words/evaluation";
import type { JobProps } from "../job/job-title";
import { ConfusionMatrix } from "./confusion-matrix";
import { EvaluationFindings } from "./evaluation-findings";
import type { EvaluationProps } from "./evaluation-props";
import { FeatureImportance } from "./feature-importance";
import { MetricTable } from "./metric-table";
import { PerClass } from "./per-class";
import { RowFigures } from "./row-figures";
import { SegmentTable } from "./segment-table";
import { VerdictLine } from "./verdict-line";
import { WorstRows } from "./worst-rows";
import { WrongRows } from "./wrong-rows";

function protocolOf({ protocol }: Evaluation): string | null {
  if (!protocol) return null;
  const rows = formatNumber(protocol.rows);
  return protocol.words ? words.protocol(rows, protocol.words) : words.rowsOnly(rows);
}

/** Against guessing first, then row by row, then what the model looks at and where it fails. */
export function EvaluationPanel({ evaluation, job }: EvaluationProps & JobProps) {
  const rows = useMemo(() => judgedRows(evaluation), [evaluation]);
  const isClassification = evaluation.task === "classification";
  const importance = evaluation.importance ? (
    <FeatureImportance importance={evaluation.importance} />
  ) : null;
  return (
    <>
      <Columns template="minmax(0,1fr) minmax(0,1fr)">
        <Section title={words.metrics} aside={protocolOf(evaluation)}>
          <VerdictLine evaluation={evaluation} />
          <MetricTable evaluation={evaluation} />
        </Section>
        <EvaluationFindings evaluation={evaluation} />
      </Columns>
      {isClassification ? (
        <>
          <Columns>
            <ConfusionMatrix evaluation={evaluation} />
            <PerClass evaluation={evaluation} />
          </Columns>
          {importance}
        </>
      ) : (
        <RowFigures rows={rows} sampled={evaluation.predictions?.sampled ?? false}>
          {importance}
        </RowFigures>
      )}
      <SegmentTable evaluation={evaluation} />
      {isClassification ? (
        <WrongRows evaluation={evaluation} job={job} />
      ) : (
        <WorstRows evaluation={evaluation} rows={rows} job={job} />
      )}
    </>
  );
}
