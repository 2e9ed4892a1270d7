import type { Evaluation } from "@/lib/domain/evaluation/evaluation";

export interface EvaluationProps {
  readonly evaluation: Evaluation;
}
