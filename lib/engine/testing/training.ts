import {
  CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  GetLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateTrainingJobCommand,
  type CreateTrainingJobRequest,
  DescribeTrainingJobCommand,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { TEST_BUCKET, TEST_ROLE } from "./probe-image.ts";
import type { TestEngine } from "./test-engine.ts";
import { untilOf } from "./until.ts";

/** A complete request for `image`; `more` replaces its members. */
export function trainingRequest(
  name: string,
  image: string,
  more: Partial<CreateTrainingJobRequest> = {},
): CreateTrainingJobRequest {
  return {
    TrainingJobName: name,
    AlgorithmSpecification: { TrainingImage: image, TrainingInputMode: "File" },
    RoleArn: TEST_ROLE,
    OutputDataConfig: { S3OutputPath: `s3://${TEST_BUCKET}/output` },
    ResourceConfig: { InstanceCount: 1, InstanceType: "ml.m5.large", VolumeSizeInGB: 10 },
    StoppingCondition: { MaxRuntimeInSeconds: 600 },
    ...more,
  };
}

/** Training jobs of a test engine, as a client of AWS sees them. */
export function trainingClient(engine: Pick<TestEngine, "client">) {
  const sagemaker = new SageMakerClient(engine.client);
  const logs = new CloudWatchLogsClient(engine.client);
  const logGroupName = "/aws/sagemaker/TrainingJobs";

  const describe = (name: string) =>
    sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: name }));
  const until = untilOf(describe);

  return {
    sagemaker,
    logs,
    describe,
    until,
    create: (...request: Parameters<typeof trainingRequest>) =>
      sagemaker.send(new CreateTrainingJobCommand(trainingRequest(...request))),
    /** Waits for the end of a job. */
    finished: (name: string, timeout?: number) =>
      until(
        name,
        ({ TrainingJobStatus: status = "" }) => ["Completed", "Failed", "Stopped"].includes(status),
        timeout,
      ),
    /** The first page of the log of a job's instance, line by line. */
    async lines(name: string, host = "algo-1") {
      const logStreamNamePrefix = `${name}/${host}-`;
      const streams = await logs.send(
        new DescribeLogStreamsCommand({ logGroupName, logStreamNamePrefix }),
      );
      const logStreamName = streams.logStreams?.[0]?.logStreamName;
      const { events = [] } = await logs.send(
        new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true }),
      );
      return events.map(({ message }) => message);
    },
  };
}

export type TrainingClient = ReturnType<typeof trainingClient>;
