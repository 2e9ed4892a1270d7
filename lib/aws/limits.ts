import "server-only";

/**
 * How often a target may be asked, as data. Intervals are milliseconds between the end of one
 * question and the next; rates are requests a second for the whole account, kept at half of what
 * AWS grants so that notebooks and pipelines of the same account still get answers.
 */
export interface TargetLimits {
  readonly intervals: {
    readonly logs: number;
    readonly details: number;
    readonly lists: number;
    readonly metrics: number;
  };
  /** How long after it was written a line may still arrive at the log service, milliseconds. */
  readonly logIngestionLag: number;
  readonly requestsPerSecond: Readonly<Record<LimitedOperation, number>>;
}

export type LimitedOperation =
  | "ListTrainingJobs"
  | "DescribeTrainingJob"
  | "ListEndpoints"
  | "DescribeEndpoint"
  | "DescribeLogStreams"
  | "GetLogEvents"
  | "GetMetricData";

export const ENGINE_LIMITS: TargetLimits = {
  intervals: { logs: 50, details: 500, lists: 1000, metrics: 5000 },
  logIngestionLag: 1000,
  requestsPerSecond: {
    ListTrainingJobs: 50,
    DescribeTrainingJob: 100,
    ListEndpoints: 50,
    DescribeEndpoint: 100,
    DescribeLogStreams: 100,
    GetLogEvents: 400,
    GetMetricData: 50,
  },
};

/**
 * https://docs.aws.amazon.com/general/latest/gr/sagemaker.html (ListTrainingJobs: 2 a second) and
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 * (GetLogEvents: 25 a second in most regions, DescribeLogStreams: 25).
 */
export const ACCOUNT_LIMITS: TargetLimits = {
  intervals: { logs: 2000, details: 5000, lists: 5000, metrics: 60_000 },
  logIngestionLag: 60_000,
  requestsPerSecond: {
    ListTrainingJobs: 1,
    DescribeTrainingJob: 5,
    ListEndpoints: 2,
    DescribeEndpoint: 5,
    DescribeLogStreams: 5,
    GetLogEvents: 10,
    GetMetricData: 5,
  },
};
