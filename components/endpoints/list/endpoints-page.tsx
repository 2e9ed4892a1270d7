"use client";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
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
import { sumKnown } from "@/lib/domain/costs";
import { formatHourly, formatNumber } from "@/lib/domain/format";
import { liveTopic } from "@/lib/domain/live-topics";
import { byUrgency } from "@/lib/domain/states";
import { endpointWords as words } from "@/lib/words/endpoints";
import { priceWords } from "@/lib/words/prices";
import { WATCHED_ROWS } from "./use-endpoint-row";
import { type FleetEndpoint, useFleet } from "./use-fleet";

/** Comes while the list is being read. */
const ListSearch = lazily(
  () => import("@/components/layout/list-search").then((module) => module.ListSearch),
  { when: "now" },
);

/** Below the list, with a chart: not needed for the first paint. */
const FleetPanels = lazily(() => import("./fleet-panels").then((module) => module.FleetPanels), {
  when: "now",
});
/** Comes while the endpoints are being read. */
const EndpointTable = lazily(
  () => import("./endpoint-table").then((module) => module.EndpointTable),
  { when: "now", waiting: <SkeletonRows rows={4} /> },
);

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
  const q = useSearchParams().get("q") ?? "";
  const query = useEndpoints(target, q);
  const rows = (query.data?.pages.flatMap(({ items }) => items) ?? [])
    .toSorted((a, b) => byUrgency(a.kind, b.kind))
    .map((row, at) => ({ ...row, isWatched: at < WATCHED_ROWS }));
  const { fleet: followed, entry, ...problems } = useFleet(rows);
  const fleet = followed.toSorted((a, b) => byUrgency(a.health.kind, b.health.kind));
  return (
    <Page path={[{ label: words.title }]}>
      <PageTitle
        title={words.title}
        facts={[
          query.data ? words.count(formatNumber(rows.length), query.hasNextPage) : null,
          ...attentionFacts(fleet),
          hourlyFact(fleet),
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
        {() =>
          fleet.length === 0 ? (
            <Nothing q={q} target={target} />
          ) : (
            <EndpointTable fleet={fleet} isAccount={entry?.kind === "account"} />
          )
        }
      </QueryPanel>
      <MoreRows query={query} />
      {fleet.length > 0 && entry ? (
        <FleetPanels
          fleet={fleet}
          isFree={entry.kind === "local"}
          region={entry.region}
          {...problems}
        />
      ) : null}
    </Page>
  );
}

const COUNTED = [
  { attention: "failed", tone: "text-fail", of: words.failed },
  { attention: "errors", tone: "text-warn", of: words.degraded },
  { attention: "idle", tone: "text-warn", of: words.idle },
] as const;

const attentionFacts = (fleet: readonly FleetEndpoint[]) =>
  COUNTED.map(({ attention, tone, of }) => {
    const count = fleet.filter((row) => row.attention === attention).length;
    return count > 0 ? (
      <span key={attention} className={tone}>
        {of(formatNumber(count))}
      </span>
    ) : null;
  });

/** What the endpoints with a price cost together. */
function hourlyFact(fleet: readonly FleetEndpoint[]): string | null {
  const { sum, unknown } = sumKnown(fleet.map(({ hourly }) => hourly));
  return unknown < fleet.length ? priceWords.anHour(formatHourly(sum)) : null;
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
