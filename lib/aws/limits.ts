import "server-only";

/** Calls a second of each operation; `*` is every other operation of the service. */
type Rates = Readonly<Record<string, number>>;

/** The SDK's name of a service ("SageMaker Runtime") → its rates. What has none is not limited. */
export type CallRates = Readonly<Record<string, Rates>>;

/** How often a target may be asked, as data. */
export interface TargetLimits {
  /** Milliseconds between the end of one question of a loop and the next. */
  readonly intervals: {
    readonly logs: number;
    readonly details: number;
    readonly lists: number;
    readonly metrics: number;
  };
  /** How long after it was written a line may still arrive at the log service, milliseconds. */
  readonly logIngestionLag: number;
  /** Of all calls together, whoever makes them: loops, pages, and the SDK's own further attempts. */
  readonly callsPerSecond: CallRates;
}

/** Nobody else pays for the engine's time, and loops ask no oftener than their intervals say. */
export const ENGINE_LIMITS: TargetLimits = {
  intervals: { logs: 50, details: 500, lists: 1000, metrics: 5000 },
  logIngestionLag: 1000,
  callsPerSecond: {},
};

/**
 * At most half of what AWS grants an account in its least region, so that notebooks and pipelines
 * of the same account still get answers. A test holds it against the rates that the engine serves
 * under `--throttles aws`, which name their sources. S3 would grant thousands: its numbers bound
 * what a page can cost.
 */
export const ACCOUNT_LIMITS: TargetLimits = {
  intervals: { logs: 2000, details: 5000, lists: 5000, metrics: 60_000 },
  logIngestionLag: 60_000,
  callsPerSecond: {
    SageMaker: {
      CreateTrainingJob: 0.5,
      ListTrainingJobs: 1,
      Search: 2,
      ListEndpoints: 2,
      ListAlgorithms: 2,
      ListModels: 2,
      ListEndpointConfigs: 2,
      "*": 5,
    },
    "CloudWatch Logs": { FilterLogEvents: 2.5, GetLogEvents: 5, DescribeLogStreams: 12 },
    CloudWatch: { GetMetricData: 25 },
    ECR: { "*": 5 },
    IAM: { "*": 5 },
    STS: { "*": 5 },
    Pricing: { "*": 5 },
    S3: { "*": 200 },
  },
};
