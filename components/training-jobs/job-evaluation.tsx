"use client";
import { useQuery } from "@tanstack/react-query";
import { QueryPanel } from "@/components/layout/query-panel";
import { EmptyState } from "@/components/ui/empty-state";
import { useTarget } from "@/lib/client/target-context";
import { trainingJobs } from "@/lib/client/training-jobs";
import { isTerminalJob } from "@/lib/domain/training-jobs";
import { evaluationWords as words } from "@/lib/words/evaluation";
import { EvaluationPanel } from "./evaluation-panel";
import type { JobProps } from "./job-title";

/** How good the model is on rows it has not seen, by what the container measured. */
export function JobEvaluation({ job }: JobProps) {
  const isOver = isTerminalJob(job.status);
  const query = useQuery({
    ...trainingJobs.evaluation(useTarget(), job.name),
    enabled: isOver,
  });
  if (!isOver) return <EmptyState title={words.notYet}>{words.notYetText}</EmptyState>;
  return (
    <QueryPanel query={query} rows={8}>
      {({ evaluation, absent }) =>
        evaluation ? (
          <EvaluationPanel evaluation={evaluation} />
        ) : (
          <EmptyState title={words.absent}>
            {absent} {words.absentText}
          </EmptyState>
        )
      }
    </QueryPanel>
  );
}
