import { Icon } from "@/components/ui/icon";
import type { StatusKind } from "@/components/ui/status-label";
import { type Verdict, verdictOf } from "@/lib/domain/evaluation/verdict";
import { formatMetric } from "@/lib/domain/format";
import { evaluationWords as words } from "@/lib/words/evaluation";
import type { EvaluationProps } from "./evaluation-props";

const KINDS: Record<Verdict["answer"], StatusKind> = {
  better: "well",
  unsure: "partial",
  worse: "failed",
  unknown: "unknown",
};

function sentenceOf(verdict: Verdict): string {
  if (verdict.answer === "unknown") return words.unknown[verdict.why];
  const { answer, metric, value, baseline, baselineValue, hasInterval } = verdict;
  const say = words[answer];
  const claim = say(
    words.metric(metric),
    formatMetric(value),
    baseline,
    formatMetric(baselineValue),
  );
  const chance = answer === "unsure" ? words.overlapping : words.apart;
  return `${claim} ${hasInterval ? chance : words.noInterval}`;
}

/** The answer, before the figures it rests on. */
export function VerdictLine({ evaluation }: EvaluationProps) {
  const verdict = verdictOf(evaluation);
  return (
    <p className="verdict-line" data-kind={KINDS[verdict.answer]}>
      <Icon name={KINDS[verdict.answer]} label={words.verdict[verdict.answer]} />
      <span>{sentenceOf(verdict)}</span>
    </p>
  );
}
