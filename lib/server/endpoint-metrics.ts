import "server-only";
import { type MetricQuestion, type VariantSeries, variantSeries } from "@/lib/aws/endpoint-metrics";
import type { MetricPoint } from "@/lib/aws/metric-data";
import type { EndpointFacts } from "@/lib/aws/sagemaker-endpoints";
import type { Target } from "@/lib/aws/targets";
import { type EndpointMetrics, METRIC_SERIES, type MetricRange } from "@/lib/contracts/endpoints";
import { requireEndpoint } from "./endpoints";

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

/**
 * Model and overhead latency together, in milliseconds; CloudWatch gives microseconds. The sum of
 * two percentiles is at least the percentile of the sum, so this never flatters.
 */
function latency(series: VariantSeries, percentile: "P50" | "P90" | "P99"): MetricPoint[] {
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

const seriesOf = (series: VariantSeries): Record<SeriesName, readonly MetricPoint[]> => {
  const of = (id: string) => series.get(id) ?? [];
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
};

const add = (a: number, b: number): number => a + b;

/** Calls of all variants add up. Percentiles and loads do not: the worst variant stands for all. */
const MERGED_BY: Record<SeriesName, (a: number, b: number) => number> = {
  invocations: add,
  errors4xx: add,
  errors5xx: add,
  latencyP50: Math.max,
  latencyP90: Math.max,
  latencyP99: Math.max,
  overheadP99: Math.max,
  cpu: Math.max,
  memory: Math.max,
};

function merged(name: SeriesName, ofVariants: readonly (readonly MetricPoint[])[]): MetricPoint[] {
  const values = new Map<string, number>();
  for (const { at, value } of ofVariants.flat()) {
    const known = values.get(at);
    values.set(at, known === undefined ? value : MERGED_BY[name](known, value));
  }
  return [...values].sort(([a], [b]) => a.localeCompare(b)).map(([at, value]) => ({ at, value }));
}

function collectSeries(variants: readonly VariantSeries[]): Record<SeriesName, MetricPoint[]> {
  const all = variants.map(seriesOf);
  const of = (name: SeriesName) =>
    [
      name,
      merged(
        name,
        all.map((series) => series[name]),
      ),
    ] as const;
  return Object.fromEntries(METRIC_SERIES.map(of)) as Record<SeriesName, MetricPoint[]>;
}

const total = (points: readonly MetricPoint[]): number =>
  points.reduce((sum, { value }) => sum + value, 0);

/** The figures of an endpoint that was just described, over all of its variants. */
export async function metricsOf(
  target: Target,
  endpoint: EndpointFacts,
  range: MetricRange,
): Promise<EndpointMetrics> {
  const { length, period } = RANGES[range];
  // Whole periods: CloudWatch aligns them, and the newest, unfinished one is part of the answer.
  const end = Math.ceil(Date.now() / 1000 / period) * period;
  const window = {
    from: new Date((end - length) * 1000),
    to: new Date(end * 1000),
    periodSeconds: period,
  };
  const variants = endpoint.variants.map(({ name }) => ({
    endpoint: endpoint.name,
    variant: name,
  }));
  const series = collectSeries(await variantSeries(target, variants, QUESTIONS, window));
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    periodSeconds: period,
    series,
    totals: {
      invocations: total(series.invocations),
      errors4xx: total(series.errors4xx),
      errors5xx: total(series.errors5xx),
    },
    newestAt: newestOf(series),
  };
}

/** The endpoint's figures from CloudWatch, which lags up to three minutes behind in an account. */
export const getEndpointMetrics = async (
  target: Target,
  name: string,
  { range }: { range?: MetricRange | undefined },
): Promise<EndpointMetrics> =>
  metricsOf(target, await requireEndpoint(target, name), range ?? "3h");

const newestOf = (series: Record<SeriesName, MetricPoint[]>): string | null =>
  Object.values(series)
    .flatMap((points) => points.at(-1)?.at ?? [])
    .sort()
    .at(-1) ?? null;
