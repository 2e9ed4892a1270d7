import "server-only";
import {
  GetMetricDataCommand,
  type GetMetricDataCommandOutput,
  type MetricDataQuery,
} from "@aws-sdk/client-cloudwatch";
import { clientsFor } from "./clients";
import type { Target } from "./targets";

/** One series to read. */
export interface MetricRead {
  /** Ours, to find the series in the answer: a lower-case letter, then letters and digits. */
  readonly id: string;
  /** E.g. `AWS/SageMaker` or `/aws/sagemaker/Endpoints`. */
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Sum`, `Average`, `Maximum`, `p50`, `p99`, … */
  readonly stat: string;
}

export interface MetricWindow {
  readonly from: Date;
  readonly to: Date;
  /** A multiple of 60 for windows that begin more than three hours ago. */
  readonly periodSeconds: number;
}

export interface MetricValue {
  /** ISO-8601 UTC, the beginning of the period. */
  readonly at: string;
  /** In the unit of the metric: SageMaker gives latencies in microseconds. */
  readonly value: number;
}

/** GetMetricData takes 500 queries and answers with pages of at most 100,800 values. */
const MAX_PAGES = 10;

const toQuery = (read: MetricRead, periodSeconds: number): MetricDataQuery => ({
  Id: read.id,
  MetricStat: {
    Metric: {
      Namespace: read.namespace,
      MetricName: read.name,
      Dimensions: Object.entries(read.dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: periodSeconds,
    Stat: read.stat,
  },
  ReturnData: true,
});

function collect(series: Map<string, MetricValue[]>, page: GetMetricDataCommandOutput): void {
  for (const { Id, Timestamps, Values } of page.MetricDataResults ?? []) {
    const values = series.get(Id ?? "");
    for (const [at, time] of (Timestamps ?? []).entries()) {
      const value = Values?.[at];
      if (value !== undefined) values?.push({ at: time.toISOString(), value });
    }
  }
}

/**
 * The series of a window by the ids given, oldest value first; a series without values is empty.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export async function readMetrics(
  target: Target,
  reads: readonly MetricRead[],
  { from, to, periodSeconds }: MetricWindow,
): Promise<ReadonlyMap<string, readonly MetricValue[]>> {
  const series = new Map<string, MetricValue[]>(reads.map(({ id }) => [id, []]));
  let nextToken: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await clientsFor(target).cloudwatch.send(
      new GetMetricDataCommand({
        MetricDataQueries: reads.map((read) => toQuery(read, periodSeconds)),
        StartTime: from,
        EndTime: to,
        ScanBy: "TimestampAscending",
        ...(nextToken === undefined ? {} : { NextToken: nextToken }),
      }),
    );
    collect(series, page);
    nextToken = page.NextToken;
    if (nextToken === undefined) break;
  }
  return series;
}
