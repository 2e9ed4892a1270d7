"use client";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { MoreRows } from "@/components/layout/more-rows";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/layout/page-title";
import { QueryPanel } from "@/components/layout/query-panel";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { lazily } from "@/components/ui/lazily";
import { SkeletonRows } from "@/components/ui/skeleton";
import { endpoints } from "@/lib/client/endpoints";
import { href } from "@/lib/client/href";
import { useLiveTopic } from "@/lib/client/live/use-live";
import { useTarget } from "@/lib/client/target-context";
import { useEveryPage } from "@/lib/client/use-every-page";
import { formatNumber } from "@/lib/domain/format";
import { liveTopic } from "@/lib/domain/live-topics";
import { byUrgency } from "@/lib/domain/states";
import { endpointWords as words } from "@/lib/words/endpoints";
import { rangeInAddress, rangeOf, WATCHED_ROWS } from "./listed-endpoint";

/** Comes while the list is being read. */
const ListSearch = lazily(
  () => import("@/components/layout/list-search").then((module) => module.ListSearch),
  { when: "now" },
);

/** They come while the endpoints are being read. */
const FleetFacts = lazily(() => import("./fleet-facts").then((module) => module.FleetFacts), {
  when: "now",
});
const FleetList = lazily(() => import("./fleet-list").then((module) => module.FleetList), {
  when: "now",
  waiting: <SkeletonRows rows={4} />,
});
const RangeMenu = lazily(() => import("./range-menu").then((module) => module.RangeMenu), {
  when: "now",
});

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
  useEveryPage(query, EAGER_PAGES);
  return query;
}

/** Every endpoint of the target; what needs someone stands first. */
export function EndpointsPage() {
  const target = useTarget();
  const search = useSearchParams();
  const q = search.get("q") ?? "";
  const query = useEndpoints(target, q);
  const range = rangeOf(search.get("range"));
  const [watched, setWatched] = useState(WATCHED_ROWS);
  const rows = (query.data?.pages.flatMap(({ items }) => items) ?? [])
    .toSorted((a, b) => byUrgency(a.kind, b.kind))
    .map((row, at) => ({ ...row, range, isWatched: at < watched }));
  return (
    <Page path={[{ label: words.title }]}>
      <PageTitle
        title={words.title}
        facts={
          query.data ? (
            <>
              {words.count(formatNumber(rows.length), query.hasNextPage)}
              <FleetFacts rows={rows} />
            </>
          ) : null
        }
        actions={
          <>
            {rows.length > 0 ? <RangeMenu range={range} q={q} /> : null}
            <LinkButton variant="primary" href={href.newEndpoint(target)}>
              {words.deploy}
            </LinkButton>
          </>
        }
      />
      {rows.length > 0 || q ? (
        <ListSearch
          list="endpoints"
          label={words.search}
          value={q}
          hrefOf={(text) => href.endpoints(target, { q: text, range: rangeInAddress(range) })}
        />
      ) : null}
      <QueryPanel query={query}>
        {() =>
          rows.length === 0 ? (
            <Nothing q={q} target={target} />
          ) : (
            <FleetList rows={rows} onWatchMore={() => setWatched(watched + WATCHED_ROWS)} />
          )
        }
      </QueryPanel>
      <MoreRows query={query} />
    </Page>
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
