import type { Datapoint, GetMetricStatisticsInput } from "@aws-sdk/client-cloudwatch";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { isStatistic, statisticOf } from "../../../state/distribution.ts";
import type { CloudWatchContext } from "../context.ts";
import { invalidCombination, invalidValue } from "../faults.ts";
import { alignedStart, checkPeriod, type Period, toPeriods } from "../periods.ts";
import { toSeries } from "../series.ts";

const MAX_DATAPOINTS = 1440;

const validate = z.object({
  Namespace: z.string().min(1).max(255),
  MetricName: z.string().min(1).max(255),
  StartTime: z.date(),
  EndTime: z.date(),
  Period: z.number().int().min(1),
});

/** What older clients read metrics with. */
export const getMetricStatistics = ({
  metrics,
}: Pick<CloudWatchContext, "metrics">): ServedOperation => ({
  validate,
  handle: (request: GetMetricStatisticsInput) => {
    const { StartTime = new Date(0), EndTime = new Date(0) } = request;
    if (StartTime >= EndTime)
      throw invalidValue("The parameter StartTime must be less than the parameter EndTime.");
    const period = checkPeriod(request.Period);
    const simple: string[] = request.Statistics ?? [];
    const extended = request.ExtendedStatistics ?? [];
    if (simple.length + extended.length === 0)
      throw invalidCombination("At least one of Statistics and ExtendedStatistics must be given.");
    const unknown = [...simple, ...extended].find((name) => !isStatistic(name));
    if (unknown !== undefined) throw invalidValue(`The statistic ${unknown} is not known.`);
    const series = toSeries(request);
    const stored = metrics.read(series, alignedStart(StartTime, period), EndTime);
    const periods = toPeriods(stored, period);
    if (periods.length > MAX_DATAPOINTS)
      throw invalidCombination(
        `You have requested up to ${periods.length} datapoints, which exceeds the limit of ${MAX_DATAPOINTS}. Lengthen the Period or shorten the time.`,
      );
    const unit = metrics.unit(series);
    return {
      Label: request.MetricName,
      Datapoints: periods.map((one) => toDatapoint(one, simple, extended, unit)),
    };
  },
});

function toDatapoint(
  { at, distribution }: Period,
  simple: readonly string[],
  extended: readonly string[],
  unit: string | undefined,
): Datapoint {
  const entriesOf = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, statisticOf(distribution, name)]));
  return {
    Timestamp: new Date(at),
    ...(unit !== undefined && { Unit: unit as NonNullable<Datapoint["Unit"]> }),
    ...entriesOf(simple),
    ...(extended.length > 0 && {
      ExtendedStatistics: entriesOf(extended) as Record<string, number>,
    }),
  };
}
