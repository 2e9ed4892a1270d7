import "server-only";
import { endpointSeries, type MetricPoint, type MetricQuestion } from "@/lib/aws/endpoint-metrics";
import type { Target } from "@/lib/aws/targets";
import type { EndpointMetrics, METRIC_SERIES, MetricRange } from "@/lib/contracts/endpoints";
import { VARIANT } from "@/lib/domain/code/deployment-code";

type SeriesName = (typeof METRIC_SERIES)[number];

const MINUTE = 60;
/** Range → its length and the period of its points, in seconds; about 180 points at most. */
const RANGES: Record<MetricRange, { length: number; period: number }> = {
  "15m": { length: 15 * MINUTE, period: MINUTE },
  "1h": { length: 60 * MINUTE, period: MINUTE },
  "3h": { length: 180 * MINUTE, period: MINUTE },
  "1d": { length: 24 * 60 * MINUTE, period: 10 * MINUTE },
  "7d": { length: 7 * 24 * 60 * MINUTE, period: 60 * MINUTE },
};

const calls = (id: string, metric: string, stat: string): MetricQuestion => ({
  id,
  namespace: "AWS/SageMaker",
  metric,
  stat,
});
const machine = (id: string, metric: string): MetricQuestion => ({
  id,
  namespace: "/aws/sagemaker/Endpoints",
  metric,
  stat: "Average",
});

const QUESTIONS: readonly MetricQuestion[] = [
  calls("invocations", "Invocations", "Sum"),
  calls("errors4xx", "Invocation4XXErrors", "Sum"),
  calls("errors5xx", "Invocation5XXErrors", "Sum"),
  calls("modelP50", "ModelLatency", "p50"),
  calls("modelP90", "ModelLatency", "p90"),
  calls("modelP99", "ModelLatency", "p99"),
  calls("overheadP50", "OverheadLatency", "p50"),
  calls("overheadP90", "OverheadLatency", "p90"),
  calls("overheadP99", "OverheadLatency", "p99"),
  machine("cpu", "CPUUtilization"),
  machine("memory", "MemoryUtilization"),
];

type Series = ReadonlyMap<string, readonly MetricPoint[]>;

/**
 * Model and overhead latency together, in milliseconds; CloudWatch gives microseconds. The sum of
 * two percentiles is at least the percentile of the sum, so this never flatters.
 */
function latency(series: Series, percentile: "P50" | "P90" | "P99"): MetricPoint[] {
  const overhead = new Map(
    series.get(`overhead${percentile}`)?.map(({ at, value }) => [at, value]),
  );
  return (series.get(`model${percentile}`) ?? []).map(({ at, value }) => ({
    at,
    value: (value + (overhead.get(at) ?? 0)) / 1000,
  }));
}

const inMilliseconds = (points: readonly MetricPoint[]): MetricPoint[] =>
  points.map(({ at, value }) => ({ at, value: value / 1000 }));

const total = (points: readonly MetricPoint[] | undefined): number =>
  (points ?? []).reduce((sum, { value }) => sum + value, 0);

function collectSeries(series: Series): Record<SeriesName, MetricPoint[]> {
  const of = (id: string): MetricPoint[] => [...(series.get(id) ?? [])];
  return {
    invocations: of("invocations"),
    errors4xx: of("errors4xx"),
    errors5xx: of("errors5xx"),
    latencyP50: latency(series, "P50"),
    latencyP90: latency(series, "P90"),
    latencyP99: latency(series, "P99"),
    overheadP99: inMilliseconds(of("overheadP99")),
    cpu: of("cpu"),
    memory: of("memory"),
  };
}

/** The endpoint's figures from CloudWatch, which lags up to three minutes behind in an account. */
export async function getEndpointMetrics(
  target: Target,
  endpoint: string,
  query: { range?: MetricRange | undefined; variant?: string | undefined },
): Promise<EndpointMetrics> {
  const { length, period } = RANGES[query.range ?? "3h"];
  // Whole periods: CloudWatch aligns them, and the newest, unfinished one is part of the answer.
  const end = Math.ceil(Date.now() / 1000 / period) * period;
  const window = {
    from: new Date((end - length) * 1000),
    to: new Date(end * 1000),
    periodSeconds: period,
  };
  const names = { endpoint, variant: query.variant ?? VARIANT };
  const raw = await endpointSeries(target, names, QUESTIONS, window);
  const series = collectSeries(raw);
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    periodSeconds: period,
    series,
    totals: {
      invocations: total(raw.get("invocations")),
      errors4xx: total(raw.get("errors4xx")),
      errors5xx: total(raw.get("errors5xx")),
    },
    newestAt: newestOf(series),
  };
}

const newestOf = (series: Record<SeriesName, MetricPoint[]>): string | null =>
  Object.values(series)
    .flatMap((points) => points.at(-1)?.at ?? [])
    .sort()
    .at(-1) ?? null;
