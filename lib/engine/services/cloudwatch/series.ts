import type { Dimension } from "@aws-sdk/client-cloudwatch";
import type { MetricSeries } from "../../state/metric-store.ts";

/** A metric as CloudWatch names it. */
export interface NamedMetric {
  Namespace?: string | undefined;
  MetricName?: string | undefined;
  Dimensions?: Dimension[] | undefined;
}

export function toSeries({
  Namespace = "",
  MetricName = "",
  Dimensions = [],
}: NamedMetric): MetricSeries {
  return {
    namespace: Namespace,
    name: MetricName,
    dimensions: Object.fromEntries(Dimensions.map(({ Name = "", Value = "" }) => [Name, Value])),
  };
}

export function fromSeries({ namespace, name, dimensions }: MetricSeries) {
  return {
    Namespace: namespace,
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  };
}
