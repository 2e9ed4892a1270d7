"use client";
import { endpoints } from "@/lib/client/endpoints";
import { useLiveQuery } from "@/lib/client/live/use-live";
import { useTarget } from "@/lib/client/target-context";
import type { EndpointMetrics, EndpointSummary } from "@/lib/contracts/endpoints";
import { endpointHealth } from "@/lib/domain/endpoint-health";
import { liveTopic } from "@/lib/domain/live-topics";

/** What AWS is asked for each row is bounded: an account may have hundreds of endpoints. */
export const WATCHED_ROWS = 12;
export const METRICS_RANGE = "15m";

export interface ListedEndpoint extends EndpointSummary {
  /** Whether its details and figures are followed. */
  readonly isWatched: boolean;
}

/** Configuration and failure of one row, once read. */
export function useRowDetail({ name, isWatched }: ListedEndpoint) {
  const target = useTarget();
  const { data } = useLiveQuery(isWatched ? liveTopic.endpoint(name) : null, {
    ...endpoints.detail(target, name),
    enabled: isWatched,
  });
  return data;
}

/** Figures of the last 15 minutes, once read. */
export function useRowMetrics({ name, isWatched }: ListedEndpoint) {
  const target = useTarget();
  const { data } = useLiveQuery(isWatched ? liveTopic.endpointMetrics(name, METRICS_RANGE) : null, {
    ...endpoints.metrics(target, name, METRICS_RANGE),
    enabled: isWatched,
  });
  return data;
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
    invocations: metrics?.totals.invocations ?? 0,
    errors5xx: metrics?.totals.errors5xx ?? 0,
    p99Ms: null,
    p99AlarmMs: null,
    lastInvocationAt: calledAt || null,
    missedPings: null,
  });
}
