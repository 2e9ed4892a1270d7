import "server-only";
import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { type MetricPoint, type MetricWindow, readSeries } from "./metric-data";
import type { Target } from "./targets";

export interface MetricQuestion {
  /** Begins with a lower-case letter: CloudWatch asks for it. */
  readonly id: string;
  readonly namespace: "AWS/SageMaker" | "/aws/sagemaker/Endpoints";
  readonly metric: string;
  /** `Sum`, `Average`, `p99`, … */
  readonly stat: string;
}

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
  window: MetricWindow & { readonly periodSeconds: number },
): Promise<VariantSeries[]> {
  const queries = variants.flatMap((variant, at) =>
    questions.map((question) =>
      toQuery(question, { id: idOf(question, at), ...variant }, window.periodSeconds),
    ),
  );
  const series = await readSeries(target, queries, window);
  return variants.map(
    (_, at) =>
      new Map(questions.map((question) => [question.id, series.get(idOf(question, at)) ?? []])),
  );
}

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
