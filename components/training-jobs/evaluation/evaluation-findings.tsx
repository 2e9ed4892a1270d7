import { useMemo } from "react";
import { FindingList } from "@/components/layout/finding-list";
import type { CheckListItem } from "@/components/ui/check-list";
import type { Finding } from "@/lib/domain/evaluation/findings/finding";
import { findingsOf } from "@/lib/domain/evaluation/findings/findings";
import { evaluationFindingWords as words } from "@/lib/words/evaluation-findings";
import type { EvaluationProps } from "./evaluation-props";
import { findingSentence } from "./finding-sentence";

type Weight = keyof typeof words.verdict;

const KINDS: Record<Weight, CheckListItem["kind"]> = {
  look: "partial",
  know: "info",
  well: "well",
};

/** Findings that are no fault. */
const WEIGHTS: { readonly [R in Finding["rule"]]?: Weight } = {
  carried: "know",
  "no-bias": "well",
};

/** What the figures say about using the model, each finding a sentence. */
export function EvaluationFindings({ evaluation }: EvaluationProps) {
  const findings = useMemo(() => findingsOf(evaluation), [evaluation]);
  return (
    <FindingList
      title={words.title}
      aside={words.aside}
      none={words.none}
      findings={findings.map((finding, at) => {
        const weight = WEIGHTS[finding.rule] ?? "look";
        return {
          id: `${finding.rule}:${at}`,
          kind: KINDS[weight],
          verdict: words.verdict[weight],
          ...findingSentence(finding),
        };
      })}
    />
  );
}
