import "server-only";
import { linesSince } from "@/lib/aws/log-search";
import { endpointLogGroup } from "@/lib/aws/logs";
import type { Target } from "@/lib/aws/targets";
import type {
  EndpointErrors,
  EndpointHealth,
  EndpointMetrics,
  MetricRange,
} from "@/lib/contracts/endpoints";
import { endpointHealth } from "@/lib/domain/endpoint-health";
import {
  groupErrors,
  missedPings,
  parseRequestLine,
  pingsOf,
  type RequestLine,
} from "@/lib/domain/request-lines";
import { metricsOf } from "./endpoint-metrics";
import { requireEndpoint } from "./endpoints";

const WINDOW_MINUTES = 15;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

const RANGE_MINUTES: Record<MetricRange, number> = {
  "15m": 15,
  "1h": 60,
  "3h": 180,
  "1d": DAY_MINUTES,
  "7d": 7 * DAY_MINUTES,
};

async function requestLines(target: Target, endpoint: string, minutes: number) {
  const since = new Date(Date.now() - minutes * MINUTE_MS);
  const found = await linesSince(target, endpointLogGroup(endpoint), since);
  const requests = found.lines
    .map(parseRequestLine)
    .filter((line): line is RequestLine => line !== null);
  return { ...found, since, requests };
}

/** The newest value of a series within the window of the verdict; null when there is none. */
const latest = (metrics: EndpointMetrics, name: "latencyP50" | "latencyP99"): number | null =>
  metrics.series[name]?.at(-1)?.value ?? null;

const lastCall = (metrics: EndpointMetrics): string | null =>
  metrics.series.invocations?.findLast(({ value }) => value > 0)?.at ?? null;

/** One every five seconds of the window. */
const MOST_PINGS = 180;

/** The verdict over 15 minutes, and the evidence it rests on. */
export async function getEndpointHealth(target: Target, name: string): Promise<EndpointHealth> {
  const endpoint = await requireEndpoint(target, name);
  const [recent, day, log] = await Promise.all([
    metricsOf(target, endpoint, "15m"),
    metricsOf(target, endpoint, "1d"),
    requestLines(target, name, WINDOW_MINUTES),
  ]);
  const pings = pingsOf(log.requests);
  const measuredAt = new Date();
  const lastAt = lastCall(recent) ?? lastCall(day);
  const { invocations, errors4xx, errors5xx } = recent.totals;
  const p99Ms = latest(recent, "latencyP99");
  const verdict = endpointHealth({
    status: endpoint.status,
    now: measuredAt.getTime(),
    answeredAt: measuredAt.getTime(),
    pollMs: target.limits.intervals.details,
    createdAt: Date.parse(endpoint.createdAt),
    invocations,
    errors5xx,
    p99Ms,
    p99AlarmMs: null,
    lastInvocationAt: lastAt ? Date.parse(lastAt) : null,
    missedPings: missedPings(pings),
  });
  return {
    ...verdict,
    windowMinutes: WINDOW_MINUTES,
    invocations,
    okShare: invocations > 0 ? Math.max(0, 1 - (errors4xx + errors5xx) / invocations) : null,
    p50Ms: latest(recent, "latencyP50"),
    p99Ms,
    pings: pings
      .slice(-MOST_PINGS)
      .map(({ at, status, milliseconds }) => ({ at, status, milliseconds })),
    lastInvocationAt: lastAt,
    measuredAt: measuredAt.toISOString(),
  };
}

/** Failed calls from the container's own request lines, grouped by status and message. */
export async function getEndpointErrors(
  target: Target,
  name: string,
  { range }: { range?: MetricRange | undefined },
): Promise<EndpointErrors> {
  await requireEndpoint(target, name);
  const { requests, lines, cut, since } = await requestLines(
    target,
    name,
    RANGE_MINUTES[range ?? "3h"],
  );
  return {
    known: requests.length > 0,
    groups: groupErrors(requests),
    from: since.toISOString(),
    lines: lines.length,
    cut,
  };
}
