import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { IAMClient } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

/** The real AWS clients, all pointed at one engine. */
export function createClients(endpoint, { region }, credentials) {
  const config = { endpoint, region, credentials };
  return {
    iam: new IAMClient(config),
    logs: new CloudWatchLogsClient(config),
    // One loopback address has no host names of its own for buckets.
    s3: new S3Client({ ...config, forcePathStyle: true }),
    sagemaker: new SageMakerClient(config),
    runtime: new SageMakerRuntimeClient(config),
    sts: new STSClient(config),
  };
}

/** The bucket that SageMaker's own SDK would use. */
export async function workspaceBucket({ sts }, { region }) {
  const { Account } = await sts.send(new GetCallerIdentityCommand({}));
  return `sagemaker-${region}-${Account}`;
}
