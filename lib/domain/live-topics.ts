export const METRIC_RANGES = ["15m", "1h", "3h", "1d", "7d"] as const;
export type MetricRange = (typeof METRIC_RANGES)[number];

/** What can be followed live. Its text form is what goes over the wire and keys the caches. */
export type LiveTopic =
  | { readonly kind: "training-jobs" | "endpoints" }
  | {
      readonly kind: "training-job" | "training-job-log" | "endpoint" | "endpoint-log";
      readonly name: string;
    }
  | { readonly kind: "endpoint-metrics"; readonly name: string; readonly range: MetricRange };

/** Every topic's text, so that nobody writes one by hand. */
export const liveTopic = {
  trainingJobs: () => "training-jobs",
  trainingJob: (name: string) => `training-job:${name}`,
  trainingJobLog: (name: string) => `training-job-log:${name}`,
  endpoints: () => "endpoints",
  endpoint: (name: string) => `endpoint:${name}`,
  endpointLog: (name: string) => `endpoint-log:${name}`,
  endpointMetrics: (name: string, range: MetricRange) => `endpoint-metrics:${name}:${range}`,
} as const;
