"use client";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { LinkButton } from "@/components/ui/button";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { href } from "@/lib/client/href";
import { useLiveTopic } from "@/lib/client/live/use-live";
import { useTarget } from "@/lib/client/target-context";
import { trainingJobs } from "@/lib/client/training-jobs";
import type {
  TrainingJobListQuery,
  TrainingJobPage,
  TrainingJobSummary,
} from "@/lib/contracts/training-jobs";
import { formatNumber } from "@/lib/domain/format";
import { isJobQuery, isJobSort } from "@/lib/domain/job-query";
import { liveTopic } from "@/lib/domain/live-topics";
import { jobWords as words } from "@/lib/words/training-jobs";

/** It comes while the jobs are being read. */
const JobsPanel = lazily(() => import("./jobs-panel").then((module) => module.JobsPanel), {
  when: "now",
  waiting: <SkeletonRows rows={8} />,
});

type JobFilterState = Pick<TrainingJobListQuery, "q" | "sort">;

/** What the URL asks for; a value the API does not know is passed over. */
function filterOf(search: URLSearchParams): JobFilterState {
  const read = (key: keyof JobFilterState, isKnown: (text: string) => boolean) => {
    const text = search.get(key) ?? "";
    return text !== "" && isKnown(text) ? { [key]: text } : {};
  };
  return { ...read("q", isJobQuery), ...read("sort", isJobSort) };
}

/** The list as it stands, asked again whenever the account's jobs change. */
function useJobs(filter: JobFilterState) {
  const target = useTarget();
  const client = useQueryClient();
  const options = trainingJobs.list(target, filter);
  useLiveTopic(liveTopic.trainingJobs(), (event) => {
    if (event.kind !== "snapshot") return;
    const known = client.getQueryData(options.queryKey);
    if (known?.pages.length === 1 && filter.q === undefined && filter.sort === undefined) {
      // The topic is this very page.
      const pages = [event.data as TrainingJobPage];
      const updatedAt = Date.parse(event.at);
      client.setQueryData(options.queryKey, { ...known, pages }, { updatedAt });
      return;
    }
    void client.invalidateQueries({ queryKey: options.queryKey }, { cancelRefetch: false });
  });
  return useInfiniteQuery(options);
}

/** Every training job of the target: find one, see what runs, see what failed. */
export function TrainingJobsPage() {
  const target = useTarget();
  const filter = filterOf(useSearchParams());
  const query = useJobs(filter);
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page path={[{ label: words.title }]}>
      <PageTitle
        title={words.title}
        facts={query.data ? factsOf(rows, query.hasNextPage) : null}
        actions={
          <LinkButton variant="primary" icon="plus" keys="C" href={href.newTrainingJob(target)}>
            {words.start}
          </LinkButton>
        }
      />
      <JobsPanel query={query} rows={rows} filter={filter} />
    </Page>
  );
}

function factsOf(rows: readonly TrainingJobSummary[], more: boolean): string[] {
  const running = rows.filter(({ kind }) => kind === "moving").length;
  return [
    words.count(formatNumber(rows.length), more),
    ...(running > 0 ? [words.running(formatNumber(running))] : []),
  ];
}
