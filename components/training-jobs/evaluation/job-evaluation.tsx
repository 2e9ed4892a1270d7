"use client";
import { useQuery } from "@tanstack/react-query";
import { QueryPanel } from "@/components/layout/query-panel";
import { Banner } from "@/components/ui/banner";
import { EmptyState } from "@/components/ui/empty-state";
import { useTarget } from "@/lib/client/target-context";
import { trainingJobs } from "@/lib/client/training-jobs";
import { isTerminalJob } from "@/lib/domain/training-jobs";
import { evaluationWords as words } from "@/lib/words/evaluation";
import type { JobProps } from "../job/job-title";
import { EvaluationPanel } from "./evaluation-panel";

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
      {({ evaluation, unread, absent }) =>
        evaluation ? (
          <>
            {unread.length > 0 ? (
              <div className="mb-6">
                <Banner tone="warn" title={words.unread}>
                  {unread.map(({ member, why }) => words.unreadPart(member, why)).join(" ")}
                </Banner>
              </div>
            ) : null}
            <EvaluationPanel evaluation={evaluation} job={job} />
          </>
        ) : (
          <EmptyState title={words.absent}>
            {absent} {words.absentText}
          </EmptyState>
        )
      }
    </QueryPanel>
  );
}
