import { AddTagsCommand, CreateAlgorithmCommand } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ProbeImage, probeImage } from "../../../testing/probe-image.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";
import { type TrainingClient, trainingClient } from "../../../testing/training.ts";

let engine: TestEngine;
let client: TrainingClient;
let image: ProbeImage;

beforeAll(async () => {
  image = await probeImage("probe", { train: "echo rmse=4.5" });
  engine = await startTestEngine({ imageDirectories: [image.directory] });
  client = trainingClient(engine);
});

afterAll(async () => {
  await engine.dispose();
  await image.dispose();
});

test("a job by the algorithm's name takes its image and metrics", async () => {
  await client.create("by-name", "", {
    AlgorithmSpecification: { AlgorithmName: "probe-1", TrainingInputMode: "File" },
  });
  const job = await client.finished("by-name");
  expect(job.AlgorithmSpecification?.AlgorithmName).toBe("probe-1");
  expect(job.FinalMetricDataList).toMatchObject([{ MetricName: "rmse", Value: 4.5 }]);
  // Estimator.attach of the SDK for Python 2 fails where the member is absent.
  expect(job.OutputDataConfig?.KmsKeyId).toBe("");
});

test("an algorithm cannot be made twice, or of an image that is not there", async () => {
  const create = (name: string, TrainingImage: string) =>
    client.sagemaker.send(
      new CreateAlgorithmCommand({
        AlgorithmName: name,
        TrainingSpecification: {
          TrainingImage,
          SupportedTrainingInstanceTypes: ["ml.m5.large"],
          TrainingChannels: [
            {
              Name: "training",
              SupportedContentTypes: ["text/csv"],
              SupportedInputModes: ["File"],
            },
          ],
        },
      }),
    );
  await expect(create("probe-1", image.reference)).rejects.toMatchObject({
    message: "Algorithm already exists: arn:aws:sagemaker:us-east-1:000000000000:algorithm/probe-1",
  });
  await expect(create("other", "nowhere/none:1")).rejects.toMatchObject({
    name: "ValidationException",
  });
});

test.each([
  ["a key that comes twice", ["team", "team"], "Member must not have a tag key twice"],
  ["a key of AWS's own", ["aws:team"], "Value 'aws:team' at 'tags.1.member.key'"],
])("tags with %s are refused", async (_what, keys, message) => {
  const add = new AddTagsCommand({
    ResourceArn: "arn:aws:sagemaker:us-east-1:000000000000:algorithm/probe-1",
    Tags: keys.map((Key, index) => ({ Key, Value: String(index) })),
  });
  await expect(client.sagemaker.send(add)).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining(message),
  });
});
