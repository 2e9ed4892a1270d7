import type { GetMetricDataInput, MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import * as z from "zod";
import { AwsError } from "../../../protocol/errors.ts";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { isStatistic, statisticOf } from "../../../state/distribution.ts";
import type { CloudWatchContext } from "../context.ts";
import { invalidToken, invalidValue } from "../faults.ts";
import { alignedStart, checkPeriod, toPeriods } from "../periods.ts";
import { toSeries } from "../series.ts";

const MAX_DATAPOINTS = 100_800;

const validate = z.object({
  StartTime: z.date(),
  EndTime: z.date(),
  MetricDataQueries: z
    .array(
      z.object({
        Id: z
          .string()
          .max(255)
          .regex(/^[a-z][a-zA-Z0-9_]*$/),
      }),
    )
    .max(500),
  MaxDatapoints: z.number().int().min(1).max(MAX_DATAPOINTS).optional(),
});

interface Point {
  readonly query: number;
  readonly at: Date;
  readonly value: number;
}

/** Statistics of metrics over time, newest first unless asked otherwise. Math expressions are not served. */
export const getMetricData = ({
  metrics,
}: Pick<CloudWatchContext, "metrics">): ServedOperation => ({
  validate,
  handle: (request: GetMetricDataInput) => {
    const { StartTime = new Date(0), EndTime = new Date(0), MaxDatapoints } = request;
    if (StartTime >= EndTime)
      throw invalidValue("The parameter StartTime must be less than the parameter EndTime.");
    const queries = (request.MetricDataQueries ?? []).filter(
      ({ ReturnData }) => ReturnData ?? true,
    );
    const points = queries.flatMap((query, index): Point[] => {
      const { series, period, statistic } = parseQuery(query);
      const stored = metrics.read(series, alignedStart(StartTime, period), EndTime);
      const found = toPeriods(stored, period).flatMap(({ at, distribution }) => {
        const value = statisticOf(distribution, statistic);
        return value === undefined ? [] : [{ query: index, at: new Date(at), value }];
      });
      return request.ScanBy === "TimestampAscending" ? found : found.reverse();
    });
    const start = startOf(request.NextToken);
    const end = start + (MaxDatapoints ?? MAX_DATAPOINTS);
    const isPartial = end < points.length;
    const page = points.slice(start, end);
    return {
      MetricDataResults: queries.map((query, index) => {
        const own = page.filter((point) => point.query === index);
        return {
          Id: query.Id,
          Label: query.Label ?? query.MetricStat?.Metric?.MetricName,
          Timestamps: own.map(({ at }) => at),
          Values: own.map(({ value }) => value),
          StatusCode: isPartial ? "PartialData" : "Complete",
        };
      }),
      Messages: [],
      ...(isPartial && { NextToken: `from-${end}` }),
    };
  },
});

function parseQuery({ Id, Expression, MetricStat, Period }: MetricDataQuery) {
  if (Expression !== undefined || !MetricStat)
    throw new AwsError(
      "NotImplemented",
      `The query ${Id} needs a MetricStat: Trainyard does not serve expressions.`,
      501,
    );
  const statistic = MetricStat.Stat ?? "";
  if (!isStatistic(statistic))
    throw invalidValue(
      `The value ${statistic} for parameter MetricStat.Stat is not one of Average, Sum, Minimum, Maximum, SampleCount, p0 to p100.`,
    );
  return {
    series: toSeries(MetricStat.Metric ?? {}),
    period: checkPeriod(MetricStat.Period ?? Period),
    statistic,
  };
}

function startOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const start = /^from-(\d{1,9})$/.exec(token)?.[1];
  if (start === undefined) throw invalidToken();
  return Number(start);
}
