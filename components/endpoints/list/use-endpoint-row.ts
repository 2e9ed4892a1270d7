"use client";
import { endpoints } from "@/lib/client/endpoints";
import { useLiveQuery } from "@/lib/client/live/use-live";
import { useTarget } from "@/lib/client/target-context";
import type { EndpointMetrics, EndpointSummary } from "@/lib/contracts/endpoints";
import { endpointHealth } from "@/lib/domain/endpoint-health";
import { liveTopic } from "@/lib/domain/live-topics";
import { recentCalls } from "../metric-series";
import type { ListedEndpoint } from "./listed-endpoint";

/** Configuration and failure of one row, once read. */
export function useRowDetail({ name, isWatched }: ListedEndpoint) {
  const target = useTarget();
  const { data, isLoading } = useLiveQuery(isWatched ? liveTopic.endpoint(name) : null, {
    ...endpoints.detail(target, name),
    enabled: isWatched,
  });
  return { detail: data, isLoading };
}

/** Figures of the row's range, once read. */
export function useRowMetrics({ name, isWatched, range }: ListedEndpoint) {
  const target = useTarget();
  const { data, isLoading } = useLiveQuery(
    isWatched ? liveTopic.endpointMetrics(name, range) : null,
    {
      ...endpoints.metrics(target, name, range),
      enabled: isWatched,
    },
  );
  return { metrics: data, isLoading };
}

/**
 * The verdict that figures allow; pings are judged on the endpoint's page. `lastCallAt` is null for
 * one that was never called, and left out where nobody asked: then it passes for called just now.
 */
export function rowVerdict(
  { status, createdAt }: EndpointSummary,
  metrics?: EndpointMetrics,
  lastCallAt?: string | null,
) {
  const now = metrics ? Date.parse(metrics.to) : Date.parse(createdAt);
  const calledAt = lastCallAt === undefined ? now : lastCallAt && Date.parse(lastCallAt);
  return endpointHealth({
    status,
    now,
    answeredAt: now,
    pollMs: 0,
    createdAt: Date.parse(createdAt),
    ...recentCalls(metrics),
    p99Ms: null,
    p99AlarmMs: null,
    lastInvocationAt: calledAt || null,
    missedPings: null,
  });
}
