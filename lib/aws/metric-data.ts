import "server-only";
import {
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDataResult,
} from "@aws-sdk/client-cloudwatch";
import { clientsFor } from "./clients";
import type { Target } from "./targets";

export interface MetricPoint {
  /** ISO-8601 UTC: the beginning of the period. */
  readonly at: string;
  readonly value: number;
}

export interface MetricWindow {
  readonly from: Date;
  readonly to: Date;
}

/** Pages of GetMetricData; with our periods one page holds everything. */
const MAX_PAGES = 5;

/**
 * One question for several series, by the ids of their queries, oldest point first.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export async function readSeries(
  target: Target,
  queries: readonly MetricDataQuery[],
  window: MetricWindow,
): Promise<Map<string, MetricPoint[]>> {
  const series = new Map<string, MetricPoint[]>(queries.map(({ Id }) => [Id ?? "", []]));
  // CloudWatch refuses a call that asks nothing: a thing without series has none.
  if (queries.length === 0) return series;
  let token: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await clientsFor(target).cloudwatch.send(
      new GetMetricDataCommand({
        MetricDataQueries: [...queries],
        StartTime: window.from,
        EndTime: window.to,
        ScanBy: "TimestampAscending",
        NextToken: token,
      }),
    );
    for (const result of answer.MetricDataResults ?? []) {
      series.get(result.Id ?? "")?.push(...toPoints(result));
    }
    token = answer.NextToken;
    if (!token) break;
  }
  return series;
}

const toPoints = ({ Timestamps, Values }: MetricDataResult): MetricPoint[] =>
  (Timestamps ?? []).map((time, at) => ({ at: time.toISOString(), value: Values?.[at] ?? 0 }));
