"use client";
import { useSearchParams } from "next/navigation";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { QueryPanel } from "@/components/layout/query-panel";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { href } from "@/lib/client/href";
import { useLiveRefetch } from "@/lib/client/live/use-live";
import { useTarget } from "@/lib/client/target-context";
import { trainingJobs } from "@/lib/client/training-jobs";
import { liveTopic } from "@/lib/domain/live-topics";
import { MAX_COMPARED_JOBS, namesIn } from "@/lib/domain/training-jobs";
import { compareWords as words } from "@/lib/words/compare";
import { navigation } from "@/lib/words/navigation";

/** Comes while the jobs are being read. */
const Comparison = lazily(() => import("./comparison").then((module) => module.Comparison), {
  when: "now",
  waiting: <SkeletonRows rows={8} />,
});

/** Two to twelve training jobs side by side: which is best, and what was done differently. */
export function ComparePage() {
  const target = useTarget();
  const names = namesIn(useSearchParams().get("jobs")).slice(0, MAX_COMPARED_JOBS);
  // Their figures change while they run, and then the list does too.
  const query = useLiveRefetch(liveTopic.trainingJobs(), trainingJobs.named(target, names));
  return (
    <Page
      path={[
        { label: navigation.pages.trainingJobs, href: href.trainingJobs(target) },
        { label: words.page },
      ]}
    >
      {names.length === 0 ? (
        <>
          <PageTitle title={words.page} />
          <EmptyState
            title={words.emptyTitle}
            actions={<LinkButton href={href.trainingJobs(target)}>{words.choose}</LinkButton>}
          >
            {words.emptyText}
          </EmptyState>
        </>
      ) : (
        <QueryPanel query={query} rows={8}>
          {(jobs) => <Comparison names={names} jobs={jobs} />}
        </QueryPanel>
      )}
    </Page>
  );
}
