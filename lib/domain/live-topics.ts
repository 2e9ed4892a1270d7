import { isResourceName } from "./names";

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

const LISTS = ["training-jobs", "endpoints"] as const;
const NAMED = ["training-job", "training-job-log", "endpoint", "endpoint-log"] as const;

const isOneOf = <T extends string>(values: readonly T[], text: string | undefined): text is T =>
  (values as readonly (string | undefined)[]).includes(text);

/** The topic a text names, or null. */
export function parseLiveTopic(text: string): LiveTopic | null {
  const [kind, name, range, ...rest] = text.split(":");
  if (rest.length > 0) return null;
  if (name === undefined) return isOneOf(LISTS, kind) ? { kind } : null;
  if (!isResourceName(name)) return null;
  if (range === undefined) return isOneOf(NAMED, kind) ? { kind, name } : null;
  return kind === "endpoint-metrics" && isOneOf(METRIC_RANGES, range)
    ? { kind, name, range }
    : null;
}
