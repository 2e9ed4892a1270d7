import "server-only";
import {
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDataResult,
} from "@aws-sdk/client-cloudwatch";
import { clientsFor } from "./clients";
import type { Target } from "./targets";

export interface MetricQuestion {
  /** Begins with a lower-case letter: CloudWatch asks for it. */
  readonly id: string;
  readonly namespace: "AWS/SageMaker" | "/aws/sagemaker/Endpoints";
  readonly metric: string;
  /** `Sum`, `Average`, `p99`, … */
  readonly stat: string;
}

export interface MetricPoint {
  /** ISO-8601 UTC: the beginning of the period. */
  readonly at: string;
  readonly value: number;
}

export interface MetricWindow {
  readonly from: Date;
  readonly to: Date;
  readonly periodSeconds: number;
}

/** Pages of GetMetricData; with our periods one page holds everything. */
const MAX_PAGES = 5;

/**
 * One call for all series of an endpoint's variant, oldest point first.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 */
export async function endpointSeries(
  target: Target,
  names: { readonly endpoint: string; readonly variant: string },
  questions: readonly MetricQuestion[],
  window: MetricWindow,
): Promise<Map<string, MetricPoint[]>> {
  const queries = questions.map((question) => toQuery(question, names, window.periodSeconds));
  const series = new Map<string, MetricPoint[]>(questions.map(({ id }) => [id, []]));
  let token: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await clientsFor(target).cloudwatch.send(
      new GetMetricDataCommand({
        MetricDataQueries: queries,
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

const toQuery = (
  question: MetricQuestion,
  { endpoint, variant }: { endpoint: string; variant: string },
  periodSeconds: number,
): MetricDataQuery => ({
  Id: question.id,
  MetricStat: {
    Metric: {
      Namespace: question.namespace,
      MetricName: question.metric,
      Dimensions: [
        { Name: "EndpointName", Value: endpoint },
        { Name: "VariantName", Value: variant },
      ],
    },
    Period: periodSeconds,
    Stat: question.stat,
  },
});
