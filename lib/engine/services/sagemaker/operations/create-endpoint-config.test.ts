import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DescribeAlgorithmCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  ListAlgorithmsCommand,
  ListEndpointConfigsCommand,
  ListModelsCommand,
  type ProductionVariant,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type ProbeImage,
  probeImage,
  TEST_BUCKET,
  TEST_ROLE,
} from "../../../testing/probe-image.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";

const PLACE = "arn:aws:sagemaker:us-east-1:000000000000";

let engine: TestEngine;
let sagemaker: SageMakerClient;
let image: ProbeImage;

beforeAll(async () => {
  image = await probeImage("probe", { train: "true", serve: "true" });
  engine = await startTestEngine({ imageDirectories: [image.directory] });
  sagemaker = new SageMakerClient(engine.client);
});

afterAll(async () => {
  await engine.dispose();
  await image.dispose();
});

const createModel = (ModelName: string, container: object = {}) =>
  sagemaker.send(
    new CreateModelCommand({
      ModelName,
      ExecutionRoleArn: TEST_ROLE,
      PrimaryContainer: { Image: image.reference, ...container },
    }),
  );

const createConfig = (EndpointConfigName: string, variant: Partial<ProductionVariant> = {}) =>
  sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName,
      ProductionVariants: [
        { VariantName: "v", ModelName: "model", InstanceType: "ml.m5.large", ...variant },
      ],
    }),
  );

describe("models", () => {
  test("are made, shown as they were asked for, listed and removed", async () => {
    const url = `s3://${TEST_BUCKET}/somewhere/model.tar.gz`;
    await expect(createModel("model", { ModelDataUrl: url })).rejects.toMatchObject({
      name: "ValidationException",
      message: `Could not find model data at ${url}.`,
    });
    const s3 = new S3Client(engine.client);
    const Key = "somewhere/model.tar.gz";
    await s3.send(new PutObjectCommand({ Bucket: TEST_BUCKET, Key, Body: "x" }));
    expect((await createModel("model", { ModelDataUrl: url })).ModelArn).toBe(
      `${PLACE}:model/model`,
    );
    const shown = await sagemaker.send(new DescribeModelCommand({ ModelName: "model" }));
    expect(shown).toMatchObject({
      ModelName: "model",
      PrimaryContainer: { Image: image.reference, ModelDataUrl: url },
      ExecutionRoleArn: TEST_ROLE,
    });
    // The Python SDK's data classes reject empty structures where nothing was set.
    expect(shown).not.toHaveProperty("VpcConfig");
    await createModel("short-lived");
    await sagemaker.send(new DeleteModelCommand({ ModelName: "short-lived" }));
    const { Models } = await sagemaker.send(new ListModelsCommand({}));
    expect(Models?.map(({ ModelName }) => ModelName)).toEqual(["model"]);
  });

  test("are refused in AWS's words", async () => {
    await expect(createModel("model")).rejects.toMatchObject({
      message: `Cannot create already existing model "${PLACE}:model/model".`,
    });
    await expect(createModel("other", { ModelDataUrl: "s3://b/model.zip" })).rejects.toMatchObject({
      message: 'The model data "s3://b/model.zip" must be a .tar.gz file.',
    });
    const unknown = new DescribeModelCommand({ ModelName: "nope" });
    await expect(sagemaker.send(unknown)).rejects.toMatchObject({
      name: "ValidationException",
      message: 'Could not find model "nope".',
    });
  });
});

describe("endpoint configurations", () => {
  test("are made, shown, listed and removed", async () => {
    await createConfig("config", { InitialInstanceCount: 2 });
    const shown = await sagemaker.send(
      new DescribeEndpointConfigCommand({ EndpointConfigName: "config" }),
    );
    expect(shown.ProductionVariants).toMatchObject([{ VariantName: "v", InitialInstanceCount: 2 }]);
    await createConfig("short-lived");
    await sagemaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName: "short-lived" }));
    const { EndpointConfigs } = await sagemaker.send(new ListEndpointConfigsCommand({}));
    expect(EndpointConfigs?.map(({ EndpointConfigName }) => EndpointConfigName)).toEqual([
      "config",
    ]);
  });

  test.each<[string, Partial<ProductionVariant>, string]>([
    [
      "a model that is not there",
      { ModelName: "nope" },
      `Could not find model "${PLACE}:model/nope".`,
    ],
    [
      "a type of instance that AWS does not have",
      { InstanceType: "ml.huge.large" as "ml.m5.large" },
      "Value 'ml.huge.large' at 'productionVariants.1.member.instanceType'",
    ],
    [
      "too short a health check",
      { ContainerStartupHealthCheckTimeoutInSeconds: 59 },
      "Member must have value greater than or equal to 60",
    ],
    [
      "serverless",
      { ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 1 } },
      "Trainyard has no serverless endpoints",
    ],
  ])("with %s are refused", async (_what, variant, message) => {
    await expect(createConfig("refused", variant)).rejects.toMatchObject({
      message: expect.stringContaining(message),
    });
  });
});

test("the images' algorithms are registered, with their specification", async () => {
  const { AlgorithmSummaryList } = await sagemaker.send(new ListAlgorithmsCommand({}));
  expect(AlgorithmSummaryList).toMatchObject([
    { AlgorithmName: "probe-1", AlgorithmStatus: "Completed" },
  ]);
  const algorithm = await sagemaker.send(
    new DescribeAlgorithmCommand({ AlgorithmName: `${PLACE}:algorithm/probe-1` }),
  );
  expect(algorithm.TrainingSpecification).toMatchObject({
    TrainingImage: image.reference,
    TrainingImageDigest: expect.stringMatching(/^sha256:/),
    TrainingChannels: [{ Name: "training" }],
    MetricDefinitions: [{ Name: "rmse" }],
  });
});
