import type { MetricDatum, PutMetricDataInput } from "@aws-sdk/client-cloudwatch";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { type Distribution, distributionOfValues } from "../../../state/distribution.ts";
import type { CloudWatchContext } from "../context.ts";
import { invalidCombination, invalidValue } from "../faults.ts";
import { toSeries } from "../series.ts";

const validate = z.object({
  Namespace: z.string().min(1).max(255),
  MetricData: z
    .array(
      z.object({
        MetricName: z.string().min(1).max(255),
        Dimensions: z
          .array(z.object({ Name: z.string(), Value: z.string() }))
          .max(30)
          .optional(),
      }),
    )
    .max(1000)
    .optional(),
});

/** Keeps custom metrics; they are durable when the answer is given. */
export const putMetricData = ({ metrics, clock }: CloudWatchContext): ServedOperation => ({
  validate,
  handle: ({ Namespace = "", MetricData = [] }: PutMetricDataInput) => {
    if (Namespace.startsWith("AWS/"))
      throw invalidValue(
        `The value ${Namespace} for parameter Namespace is invalid. Namespaces that begin with AWS/ are those of AWS's own services.`,
      );
    metrics.put(
      MetricData.map((datum) => ({
        series: toSeries({ ...datum, Namespace }),
        unit: datum.Unit ?? "None",
        at: datum.Timestamp ?? clock.now(),
        resolutionSeconds: datum.StorageResolution === 1 ? 1 : 60,
        distribution: distributionOf(datum),
      })),
    );
  },
});

function distributionOf({
  MetricName,
  Value,
  Values,
  Counts,
  StatisticValues,
}: MetricDatum): Distribution {
  if (StatisticValues) {
    const { SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 } = StatisticValues;
    return { count: SampleCount, sum: Sum, min: Minimum, max: Maximum, values: new Map() };
  }
  const numbers = Values ?? (Value === undefined ? [] : [Value]);
  if (numbers.length === 0)
    throw invalidCombination(`The metric ${MetricName} needs a Value, Values or StatisticValues.`);
  if (Counts && Counts.length !== numbers.length)
    throw invalidCombination(`The metric ${MetricName} has as many Counts as Values.`);
  if (!numbers.every(Number.isFinite))
    throw invalidValue(`The value of the metric ${MetricName} must be a finite number.`);
  return distributionOfValues(numbers, Counts);
}
