import { Section } from "@/components/layout/section";
import type { Evaluation } from "@/lib/contracts/model-files";
import { formatNumber } from "@/lib/domain/format";
import { evaluationWords as words } from "@/lib/words/evaluation";
import { EvaluationFigures } from "./evaluation-figures";
import { EvaluationMetrics } from "./evaluation-metrics";
import { FeatureImportance } from "./feature-importance";

/** Against guessing first, then row by row, then what the model looks at. */
export function EvaluationPanel({ evaluation }: { readonly evaluation: Evaluation }) {
  const { protocol, importance } = evaluation;
  const rows = formatNumber(protocol.rows);
  return (
    <>
      <Section
        title={words.metrics}
        aside={protocol.words ? words.protocol(rows, protocol.words) : words.rowsOnly(rows)}
      >
        <EvaluationMetrics evaluation={evaluation} />
      </Section>
      <EvaluationFigures evaluation={evaluation} />
      {importance ? (
        <Section title={words.importance} aside={importance.method}>
          <FeatureImportance features={importance.features} />
        </Section>
      ) : null}
    </>
  );
}
