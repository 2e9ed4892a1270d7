import type { ListMetricsInput } from "@aws-sdk/client-cloudwatch";
import type { ServedOperation } from "../../../protocol/operation.ts";
import type { CloudWatchContext } from "../context.ts";
import { invalidToken } from "../faults.ts";
import { fromSeries } from "../series.ts";

const PAGE = 500;

export const listMetrics = ({ metrics }: Pick<CloudWatchContext, "metrics">): ServedOperation => ({
  handle: ({ Namespace, MetricName, Dimensions, NextToken }: ListMetricsInput) => {
    const found = metrics.find({
      namespace: Namespace,
      name: MetricName,
      dimensions: Dimensions?.map(({ Name = "", Value }) => ({ name: Name, value: Value })),
      limit: PAGE + 1,
      after: afterOf(NextToken),
    });
    const page = found.slice(0, PAGE);
    const last = page.at(-1);
    return {
      Metrics: page.map(fromSeries),
      ...(found.length > PAGE && last && { NextToken: `after-${last.id}` }),
    };
  },
});

function afterOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const id = /^after-(\d{1,15})$/.exec(token)?.[1];
  if (id === undefined) throw invalidToken();
  return Number(id);
}
