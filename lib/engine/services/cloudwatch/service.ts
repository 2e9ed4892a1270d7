import type { Service } from "../../protocol/operation.ts";
import type { CloudWatchContext } from "./context.ts";
import { getMetricData } from "./operations/get-metric-data.ts";
import { getMetricStatistics } from "./operations/get-metric-statistics.ts";
import { listMetrics } from "./operations/list-metrics.ts";
import { putMetricData } from "./operations/put-metric-data.ts";

export function createCloudWatchService(context: CloudWatchContext): Service {
  return {
    name: "cloudwatch",
    operations: {
      GetMetricData: getMetricData(context),
      GetMetricStatistics: getMetricStatistics(context),
      ListMetrics: listMetrics(context),
      PutMetricData: putMetricData(context),
    },
  };
}
