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

/** Oldest point first, by the question's id. */
export type VariantSeries = ReadonlyMap<string, readonly MetricPoint[]>;

/** CloudWatch keeps these metrics for each variant and not for the endpoint as a whole. */
export interface ServedVariant {
  readonly endpoint: string;
  readonly variant: string;
}

/** GetMetricData takes 500 queries; an endpoint has ten variants at most. */
const idOf = (question: MetricQuestion, variant: number): string => `${question.id}_${variant}`;

/**
 * One call for all series of some variants, in their order.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 */
export async function variantSeries(
  target: Target,
  variants: readonly ServedVariant[],
  questions: readonly MetricQuestion[],
  window: MetricWindow,
): Promise<VariantSeries[]> {
  const queries = variants.flatMap((variant, at) =>
    questions.map((question) =>
      toQuery(question, { id: idOf(question, at), ...variant }, window.periodSeconds),
    ),
  );
  const series = await answersOf(target, queries, window);
  return variants.map(
    (_, at) =>
      new Map(questions.map((question) => [question.id, series.get(idOf(question, at)) ?? []])),
  );
}

async function answersOf(
  target: Target,
  queries: readonly MetricDataQuery[],
  window: MetricWindow,
): Promise<Map<string, MetricPoint[]>> {
  const series = new Map<string, MetricPoint[]>(queries.map(({ Id }) => [Id ?? "", []]));
  // CloudWatch refuses a call that asks nothing: an endpoint without variants serves nothing yet.
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

const toQuery = (
  question: MetricQuestion,
  { id, endpoint, variant }: { id: string; endpoint: string; variant: string },
  periodSeconds: number,
): MetricDataQuery => ({
  Id: id,
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
