import {
  GetMetricData$,
  GetMetricStatistics$,
  ListMetrics$,
  PutMetricData$,
} from "@aws-sdk/client-cloudwatch";
import type { OperationSchema } from "../wire.ts";

export const cloudwatchSchemas: Record<string, OperationSchema> = {
  GetMetricData: GetMetricData$,
  GetMetricStatistics: GetMetricStatistics$,
  ListMetrics: ListMetrics$,
  PutMetricData: PutMetricData$,
};
