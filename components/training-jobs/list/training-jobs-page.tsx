"use client";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { MoreRows } from "@/components/layout/more-rows";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { QueryPanel } from "@/components/layout/query-panel";
import { LinkButton } from "@/components/ui/button";
import type { Sort } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
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
import { useSelection } from "./use-selection";

/** They come while the jobs are being read. */
const JobFilter = lazily(() => import("./job-filter").then((module) => module.JobFilter), {
  when: "now",
});
const JobList = lazily(() => import("./job-list").then((module) => module.JobList), {
  when: "now",
  waiting: <SkeletonRows rows={8} />,
});
const SelectionBar = lazily(() => import("./selection-bar").then((module) => module.SelectionBar), {
  when: "now",
});

type Filter = Pick<TrainingJobListQuery, "q" | "sort">;

/** What the URL asks for; a value the API does not know is passed over. */
function filterOf(search: URLSearchParams): Filter {
  const read = (key: keyof Filter, isKnown: (text: string) => boolean) => {
    const text = search.get(key) ?? "";
    return text !== "" && isKnown(text) ? { [key]: text } : {};
  };
  return { ...read("q", isJobQuery), ...read("sort", isJobSort) };
}

const NEWEST = "-created";

const sortOf = (sort = NEWEST): Sort => ({
  column: sort.replace(/^-/, ""),
  direction: sort.startsWith("-") ? "descending" : "ascending",
});

/** The list as it stands, asked again whenever the account's jobs change. */
function useJobs(filter: Filter) {
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
  const router = useRouter();
  const filter = filterOf(useSearchParams());
  const query = useJobs(filter);
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  // Above the panel: it outlives the reading of another filter's jobs.
  const { selection, column, clear } = useSelection(rows);
  const listed = rows.filter(({ name }) => selection.has(name)).length;
  const isFiltered = Boolean(filter.q);
  const go = (next: Filter) =>
    router.replace(href.trainingJobs(target, { ...filter, ...next }), { scroll: false });
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
      {rows.length > 0 || isFiltered ? (
        <JobFilter q={filter.q ?? ""} sort={filter.sort} jobs={rows} onChange={(q) => go({ q })} />
      ) : null}
      <QueryPanel query={query} rows={8}>
        {() => (
          <JobList
            rows={rows}
            filter={filter}
            sort={sortOf(filter.sort)}
            onSort={(by) => go({ sort: `${by.direction === "descending" ? "-" : ""}${by.column}` })}
            selecting={column}
            nothing={<Nothing isFiltered={isFiltered} />}
          />
        )}
      </QueryPanel>
      <MoreRows query={query} />
      {selection.size > 0 ? (
        <SelectionBar selection={selection} outside={selection.size - listed} onClear={clear} />
      ) : null}
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

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  const target = useTarget();
  if (!isFiltered) return <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>;
  return (
    <EmptyState
      title={words.noMatch}
      actions={<LinkButton href={href.trainingJobs(target)}>{words.clear}</LinkButton>}
    >
      {words.noMatchText}
    </EmptyState>
  );
}
