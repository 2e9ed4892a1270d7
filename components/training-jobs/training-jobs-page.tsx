"use client";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { QueryPanel } from "@/components/layout/query-panel";
import { Button, LinkButton } from "@/components/ui/button";
import { DataTable, type Sort } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { href } from "@/lib/client/href";
import { useLiveTopic } from "@/lib/client/live/use-live";
import { useTarget } from "@/lib/client/target-context";
import { trainingJobs } from "@/lib/client/training-jobs";
import {
  type TrainingJobListQuery,
  type TrainingJobSummary,
  trainingJobListQuery,
} from "@/lib/contracts/training-jobs";
import { formatNumber } from "@/lib/domain/format";
import { liveTopic } from "@/lib/domain/live-topics";
import { jobWords as words } from "@/lib/words/training-jobs";
import { JOB_COLUMNS } from "./job-columns";
import { JobFilter } from "./job-filter";

type Filter = Pick<TrainingJobListQuery, "q" | "status" | "sort">;

/** What the URL asks for; a value the API does not know is passed over. */
function filterOf(search: URLSearchParams): Filter {
  const { shape } = trainingJobListQuery;
  const read = <K extends keyof Filter>(key: K) => {
    const result = shape[key].safeParse(search.get(key) || undefined);
    return result.success && result.data !== undefined ? { [key]: result.data } : {};
  };
  return { ...read("q"), ...read("status"), ...read("sort") };
}

const sortOf = (sort: string | undefined): Sort => ({
  column: (sort ?? "-created").replace("-", ""),
  direction: (sort ?? "-created").startsWith("-") ? "descending" : "ascending",
});

/** The list as it stands, asked again whenever the account's jobs change. */
function useJobs(filter: Filter) {
  const target = useTarget();
  const client = useQueryClient();
  const options = trainingJobs.list(target, filter);
  useLiveTopic(liveTopic.trainingJobs(), (event) => {
    if (event.kind !== "snapshot") return;
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
  const isFiltered = Boolean(filter.q || filter.status);
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
        <JobFilter q={filter.q ?? ""} status={filter.status ?? ""} onChange={go} />
      ) : null}
      <QueryPanel query={query} rows={8}>
        {() =>
          rows.length === 0 ? (
            <Nothing isFiltered={isFiltered} />
          ) : (
            <DataTable
              label={words.title}
              columns={JOB_COLUMNS}
              rows={rows}
              rowKey={({ name }) => name}
              href={({ name }) => href.trainingJob(target, name)}
              sort={sortOf(filter.sort)}
              onSort={({ column, direction }) =>
                go({ sort: `${direction === "descending" ? "-" : ""}${column}` as "-created" })
              }
            />
          )
        }
      </QueryPanel>
      {query.hasNextPage ? (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {words.more}
        </Button>
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
