import type { Point } from "@/components/charts/chart-types";
import type { EndpointMetrics, METRIC_SERIES } from "@/lib/contracts/endpoints";
import { formatMetric, formatNumber } from "@/lib/domain/format";
import { endpointPageWords } from "@/lib/words/endpoint";

const words = endpointPageWords.caption;

type SeriesName = (typeof METRIC_SERIES)[number];

/** A series as the charts take it: milliseconds since 1970, and the value. */
export const pointsOf = ({ series }: EndpointMetrics, name: SeriesName): Point[] =>
  (series[name] ?? []).map(({ at, value }) => [Date.parse(at), value]);

/**
 * Counts with a 0 for every period CloudWatch has no value for: no call is 0 calls, whereas no
 * latency is no value. The newest, unfinished period is 0 only once something was counted.
 */
export function zeroFilled(metrics: EndpointMetrics, name: SeriesName): Point[] {
  const counted = new Map(pointsOf(metrics, name));
  const step = metrics.periodSeconds * 1000;
  const points: Point[] = [];
  for (let at = Date.parse(metrics.from); at < Date.parse(metrics.to); at += step) {
    points.push([at, counted.get(at) ?? 0]);
  }
  return points;
}

const VERDICT_MS = 15 * 60_000;

/** The calls of the quarter of an hour that a verdict is about, whatever the figures' range. */
export function recentCalls(metrics: EndpointMetrics | undefined) {
  const count = (name: SeriesName) => {
    if (!metrics) return 0;
    const since = Date.parse(metrics.to) - VERDICT_MS;
    return pointsOf(metrics, name).reduce(
      (sum, [at, value]) => (at < since ? sum : sum + value),
      0,
    );
  };
  return { invocations: count("invocations"), errors5xx: count("errors5xx") };
}

const most = (points: readonly Point[]): number =>
  points.reduce((highest, [, value]) => Math.max(highest, value), 0);

const newest = (points: readonly Point[]): number | null => points.at(-1)?.[1] ?? null;

const ms = (value: number | null): string => `${formatMetric(round(value ?? 0), 3)} ms`;
const percent = (value: number | null): string => `${formatMetric(round(value ?? 0), 2)} %`;
const round = (value: number): number => Number(value.toPrecision(3));

export function callsCaption(metrics: EndpointMetrics, within: string): string {
  const { invocations } = metrics.totals;
  if (invocations === 0) return words.noCalls(within);
  const highest = formatNumber(most(pointsOf(metrics, "invocations")));
  const per = endpointPageWords.aPeriod(metrics.periodSeconds);
  return words.calls(formatNumber(invocations), within, highest, per);
}

export function errorsCaption({ totals }: EndpointMetrics): string {
  const { invocations, errors4xx, errors5xx } = totals;
  const failed = errors4xx + errors5xx;
  const calls = formatNumber(invocations);
  if (failed > 0) {
    return words.errors(
      formatNumber(failed),
      calls,
      formatNumber(errors4xx),
      formatNumber(errors5xx),
    );
  }
  return invocations === 0 ? words.nothingToFail : words.noErrors(calls);
}

export function latencyCaption(metrics: EndpointMetrics, within: string): string {
  const p99 = pointsOf(metrics, "latencyP99");
  if (p99.length === 0) return words.noLatency(within);
  const last = (name: SeriesName) => ms(newest(pointsOf(metrics, name)));
  return words.latency(last("latencyP50"), last("latencyP90"), ms(newest(p99)), ms(most(p99)));
}

export function machineCaption(metrics: EndpointMetrics): string {
  const cpu = pointsOf(metrics, "cpu");
  const memory = pointsOf(metrics, "memory");
  if (cpu.length === 0 && memory.length === 0) return words.noMachine;
  return words.machine(percent(newest(cpu)), percent(most(cpu)), percent(newest(memory)));
}
