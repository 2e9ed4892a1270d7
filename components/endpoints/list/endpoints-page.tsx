"use client";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { ListSearch } from "@/components/layout/list-search";
import { MoreRows } from "@/components/layout/more-rows";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { QueryPanel } from "@/components/layout/query-panel";
import { LinkButton } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { endpoints } from "@/lib/client/endpoints";
import { href } from "@/lib/client/href";
import { useLiveTopic } from "@/lib/client/live/use-live";
import { useTarget } from "@/lib/client/target-context";
import { formatNumber } from "@/lib/domain/format";
import { liveTopic } from "@/lib/domain/live-topics";
import { byUrgency } from "@/lib/domain/states";
import { endpointWords as words } from "@/lib/words/endpoints";
import { ENDPOINT_COLUMNS } from "./endpoint-cells";
import { type ListedEndpoint, WATCHED_ROWS } from "./use-endpoint-row";

/** AWS cannot list by urgency, so this many pages are read by themselves and sorted here. */
const EAGER_PAGES = 5;

/** The list is asked again when the live stream says that an endpoint changed. */
function useEndpoints(target: string, q: string) {
  const client = useQueryClient();
  const options = endpoints.list(target, q || undefined);
  useLiveTopic(liveTopic.endpoints(), (event) => {
    if (event.kind !== "snapshot") return;
    void client.invalidateQueries({ queryKey: options.queryKey }, { cancelRefetch: false });
  });
  const query = useInfiniteQuery(options);
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  const pages = query.data?.pages.length ?? 0;
  const goesOn = hasNextPage && !isFetching && !isError && pages < EAGER_PAGES;
  useEffect(() => {
    if (goesOn) void fetchNextPage();
  }, [goesOn, fetchNextPage]);
  return query;
}

/** Every endpoint of the target; what needs someone stands first. */
export function EndpointsPage() {
  const target = useTarget();
  const q = useSearchParams().get("q") ?? "";
  const query = useEndpoints(target, q);
  const rows = (query.data?.pages.flatMap(({ items }) => items) ?? [])
    .toSorted((a, b) => byUrgency(a.kind, b.kind))
    .map((row, at) => ({ ...row, isWatched: at < WATCHED_ROWS }));
  const failed = rows.filter(({ kind }) => kind === "failed").length;
  return (
    <Page path={[{ label: words.title }]}>
      <PageTitle
        title={words.title}
        facts={[
          query.data ? words.count(formatNumber(rows.length), query.hasNextPage) : null,
          failed > 0 ? (
            <span key="failed" className="text-fail">
              {words.failed(formatNumber(failed))}
            </span>
          ) : null,
        ]}
        actions={
          <LinkButton variant="primary" href={href.newEndpoint(target)}>
            {words.deploy}
          </LinkButton>
        }
      />
      {rows.length > 0 || q ? (
        <ListSearch
          list="endpoints"
          label={words.search}
          value={q}
          hrefOf={(text) => href.endpoints(target, { q: text })}
        />
      ) : null}
      <QueryPanel query={query}>
        {() => (rows.length === 0 ? <Nothing q={q} target={target} /> : <List rows={rows} />)}
      </QueryPanel>
      <MoreRows query={query} />
    </Page>
  );
}

function List({ rows }: { readonly rows: readonly ListedEndpoint[] }) {
  const target = useTarget();
  return (
    <>
      <DataTable
        label={words.title}
        columns={ENDPOINT_COLUMNS}
        rows={rows}
        rowHeight={52}
        rowKey={({ name }) => name}
        href={({ name }) => href.endpoint(target, name)}
      />
      <p className="mt-2 text-ink-3 text-xs">{words.footnote}</p>
    </>
  );
}

function Nothing({ q, target }: { readonly q: string; readonly target: string }) {
  return q ? (
    <EmptyState
      title={words.noMatch(q)}
      actions={<LinkButton href={href.endpoints(target)}>{words.clear}</LinkButton>}
    >
      {words.footnote}
    </EmptyState>
  ) : (
    <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
  );
}
