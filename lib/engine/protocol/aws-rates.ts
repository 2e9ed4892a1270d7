import type { ServiceName } from "./operation.ts";

/** Calls a second that AWS grants one account in one region. */
export interface AwsRate {
  readonly perSecond: number;
  /** Calls that may come at once; absent: those of one second. */
  readonly burst?: number;
  /** Whether AWS documents the number. What it keeps to itself stands at a cautious guess. */
  readonly isDocumented: boolean;
}

const documented = (perSecond: number): AwsRate => ({ perSecond, isDocumented: true });
const guessed = (perSecond: number): AwsRate => ({ perSecond, isDocumented: false });

/**
 * Operation → what AWS grants, or the least of it where regions differ; `*` is every other
 * operation of the service. InvokeEndpoint is bounded by its instances, not by a rate.
 *
 * - SageMaker: https://docs.aws.amazon.com/general/latest/gr/sagemaker.html
 * - CloudWatch Logs: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 *   (FilterLogEvents 5 to 25, GetLogEvents 10 to 30 by region)
 * - CloudWatch: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 *   (GetMetricData 500; 50 in the older https://repost.aws/knowledge-center/cloudwatch-getmetricdata-api)
 * - S3, of one prefix: https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html
 */
export const AWS_RATES: Readonly<Record<ServiceName, Readonly<Record<string, AwsRate>>>> = {
  sagemaker: {
    CreateTrainingJob: documented(1),
    ListTrainingJobs: documented(2),
    Search: guessed(4),
    ListEndpoints: guessed(4),
    ListAlgorithms: guessed(4),
    ListModels: guessed(4),
    ListEndpointConfigs: guessed(4),
    "*": guessed(10),
  },
  "sagemaker-runtime": {},
  logs: {
    FilterLogEvents: documented(5),
    GetLogEvents: documented(10),
    DescribeLogStreams: documented(25),
    DescribeLogGroups: documented(10),
    CreateLogGroup: documented(10),
    DeleteLogGroup: documented(10),
    CreateLogStream: documented(50),
    PutLogEvents: documented(5000),
  },
  cloudwatch: {
    GetMetricData: documented(50),
    ListMetrics: documented(25),
    GetMetricStatistics: documented(400),
    PutMetricData: documented(500),
  },
  ecr: { "*": guessed(10) },
  iam: { "*": guessed(10) },
  sts: { "*": guessed(50) },
  s3: { read: documented(5500), write: documented(3500) },
};
