"use client";
import { useQueries, useQuery } from "@tanstack/react-query";
import { endpoints } from "@/lib/client/endpoints";
import { usePrices } from "@/lib/client/prices";
import { useTarget } from "@/lib/client/target-context";
import { targets } from "@/lib/client/targets";
import type { EndpointDetail, EndpointMetrics } from "@/lib/contracts/endpoints";
import { type Attention, attentionOf, type Quiet, quietFor } from "@/lib/domain/endpoint-attention";
import type { EndpointHealth } from "@/lib/domain/endpoint-health";
import { hourlyOf, instanceTypesOf } from "../hourly";
import type { ListedEndpoint } from "./listed-endpoint";
import { rowVerdict } from "./use-endpoint-row";

/** An endpoint with all that is known about it by now. */
export interface FleetEndpoint extends ListedEndpoint {
  readonly detail: EndpointDetail | undefined;
  readonly metrics: EndpointMetrics | undefined;
  readonly health: EndpointHealth;
  readonly attention: Attention | null;
  /** How long nobody has called it; null where that was not asked. */
  readonly quiet: Quiet | null;
  /** List price of all its instances together, US dollars; null where none is known. */
  readonly hourly: number | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the rows have read, without a question of its own. */
function useReadByRows(rows: readonly ListedEndpoint[]) {
  const target = useTarget();
  // They stand first: an account may have hundreds more that nothing is read of.
  const watched = rows.filter(({ isWatched }) => isWatched);
  const details = useQueries({
    queries: watched.map(({ name }) => ({ ...endpoints.detail(target, name), enabled: false })),
  });
  const metrics = useQueries({
    queries: watched.map(({ name, range }) => ({
      ...endpoints.metrics(target, name, range),
      enabled: false,
    })),
  });
  return {
    read: rows.map((row, at) => ({ row, detail: details[at]?.data, metrics: metrics[at]?.data })),
    isReading: [...details, ...metrics].some(({ isPending }) => isPending),
  };
}

type Read = ReturnType<typeof useReadByRows>["read"][number];

/** In service for a day and without a call just now: when was the last one? */
const isQuiet = ({ row, metrics }: Read): boolean =>
  row.status === "InService" &&
  metrics?.totals.invocations === 0 &&
  Date.parse(metrics.to) - Date.parse(row.createdAt) >= DAY_MS;

/** One question for all that are quiet, once every row that is followed has its figures. */
function useLastCalls(read: readonly Read[]) {
  const watched = read.filter(({ row }) => row.isWatched && row.status === "InService");
  const isReady = watched.every(({ detail, metrics }) => detail && metrics);
  const variants = watched.filter(isQuiet).flatMap(({ detail }) =>
    (detail?.variants ?? []).map(({ name }) => ({
      endpoint: detail?.name ?? "",
      variant: name,
    })),
  );
  return useQuery(endpoints.lastCalls(useTarget(), isReady ? variants : []));
}

/** The list prices of the instances that were read; on this machine nobody is asked. */
function useHourly(read: readonly Read[]) {
  const target = useTarget();
  const { data } = useQuery(targets(target));
  const entry = data?.targets.find(({ name }) => name === target);
  const isAccount = entry?.kind === "account";
  const details = read.flatMap(({ detail }) => detail ?? []);
  const { priceOf, problem } = usePrices(target, isAccount ? instanceTypesOf(details) : []);
  const of = (detail: EndpointDetail | undefined) =>
    isAccount && detail ? hourlyOf(detail, priceOf) : null;
  return { of, problem, entry };
}

/** The endpoints with their verdicts and prices, from what their rows have read. */
export function useFleet(rows: readonly ListedEndpoint[]) {
  const { read, isReading } = useReadByRows(rows);
  const { data: calls, error } = useLastCalls(read);
  const prices = useHourly(read);
  const fleet = read.map(({ row, detail, metrics }): FleetEndpoint => {
    const last = calls?.endpoints.find(({ name }) => name === row.name);
    const health = rowVerdict(row, metrics, last?.lastCallAt);
    const now = Date.parse(metrics?.to ?? row.createdAt);
    const known = { createdAt: row.createdAt, lastCallAt: last?.lastCallAt ?? null };
    return {
      ...row,
      detail,
      metrics,
      health,
      attention: attentionOf(health),
      quiet: calls && last ? quietFor(known, calls.from, now) : null,
      hourly: prices.of(detail),
    };
  });
  return {
    fleet,
    isReading,
    entry: prices.entry,
    priceProblem: prices.problem,
    callsProblem: error,
  };
}
