import {
  CreateHyperParameterTuningJobCommand,
  type CreateHyperParameterTuningJobRequest,
  DescribeHyperParameterTuningJobCommand,
  type HyperParameterTuningJobConfig,
  ListTrainingJobsForHyperParameterTuningJobCommand,
  type ListTrainingJobsForHyperParameterTuningJobRequest,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { TEST_BUCKET, TEST_ROLE } from "./probe-image.ts";
import type { TestEngine } from "./test-engine.ts";
import { untilOf } from "./until.ts";

/** A search of `x` from 0 to 10 for the least `loss=…` that the image prints; `config` replaces members. */
export function tuningRequest(
  name: string,
  image: string,
  config: Partial<HyperParameterTuningJobConfig> = {},
): CreateHyperParameterTuningJobRequest {
  return {
    HyperParameterTuningJobName: name,
    HyperParameterTuningJobConfig: {
      Strategy: "Random",
      HyperParameterTuningJobObjective: { Type: "Minimize", MetricName: "loss" },
      ResourceLimits: { MaxNumberOfTrainingJobs: 4, MaxParallelTrainingJobs: 2 },
      ParameterRanges: {
        ContinuousParameterRanges: [{ Name: "x", MinValue: "0", MaxValue: "10" }],
      },
      RandomSeed: 1,
      ...config,
    },
    TrainingJobDefinition: {
      AlgorithmSpecification: {
        TrainingImage: image,
        TrainingInputMode: "File",
        MetricDefinitions: [{ Name: "loss", Regex: "loss=([0-9.]+)" }],
      },
      RoleArn: TEST_ROLE,
      OutputDataConfig: { S3OutputPath: `s3://${TEST_BUCKET}/tuned` },
      ResourceConfig: { InstanceCount: 1, InstanceType: "ml.m5.large", VolumeSizeInGB: 10 },
      StoppingCondition: { MaxRuntimeInSeconds: 600 },
      StaticHyperParameters: { folds: "3" },
    },
  };
}

/** Tuning jobs of a test engine, as a client of AWS sees them. */
export function tuningClient(engine: Pick<TestEngine, "client">) {
  const sagemaker = new SageMakerClient(engine.client);
  const describe = (name: string) =>
    sagemaker.send(
      new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }),
    );
  const until = untilOf(describe);
  return {
    sagemaker,
    describe,
    until,
    create: (request: CreateHyperParameterTuningJobRequest) =>
      sagemaker.send(new CreateHyperParameterTuningJobCommand(request)),
    finished: (name: string) =>
      until(
        name,
        ({ HyperParameterTuningJobStatus: status = "" }) =>
          ["Completed", "Failed", "Stopped"].includes(status),
        60_000,
      ),
    /** One page of a job's trainings. */
    trainings: (
      name: string,
      how: Partial<ListTrainingJobsForHyperParameterTuningJobRequest> = { MaxResults: 100 },
    ) =>
      sagemaker.send(
        new ListTrainingJobsForHyperParameterTuningJobCommand({
          HyperParameterTuningJobName: name,
          ...how,
        }),
      ),
  };
}

export type TuningClient = ReturnType<typeof tuningClient>;
