import type { DescribeTransformJobResponse, TransformJobSummary } from "@aws-sdk/client-sagemaker";
import type { TransformJob } from "../records.ts";

/** What DescribeTransformJob shows; members that are not set are absent, defaults stand where SageMaker shows them. */
export function describeTransform(job: TransformJob): DescribeTransformJobResponse {
  const { request } = job;
  return {
    ...request,
    TransformJobName: job.name,
    TransformJobArn: job.arn,
    TransformJobStatus: job.status,
    ModelName: request.ModelName,
    TransformInput: {
      DataSource: undefined,
      CompressionType: "None",
      SplitType: "None",
      ...request.TransformInput,
    },
    TransformOutput: { S3OutputPath: undefined, AssembleWith: "None", ...request.TransformOutput },
    TransformResources: request.TransformResources,
    DataProcessing: {
      InputFilter: "$",
      OutputFilter: "$",
      JoinSource: "None",
      ...request.DataProcessing,
    },
    CreationTime: job.createdAt,
    ...(job.startedAt && { TransformStartTime: job.startedAt }),
    ...(job.endedAt && { TransformEndTime: job.endedAt }),
    ...(job.failureReason !== undefined && { FailureReason: job.failureReason }),
  };
}

export function summarizeTransform(job: TransformJob): TransformJobSummary {
  return {
    TransformJobName: job.name,
    TransformJobArn: job.arn,
    TransformJobStatus: job.status,
    CreationTime: job.createdAt,
    LastModifiedTime: job.modifiedAt,
    ...(job.endedAt && { TransformEndTime: job.endedAt }),
    ...(job.failureReason !== undefined && { FailureReason: job.failureReason }),
  };
}
