import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTrainingJobCommand, type CreateTrainingJobRequest } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ProbeImage, probeImage, TEST_BUCKET } from "../../../testing/probe-image.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";
import { type TrainingClient, trainingClient, trainingRequest } from "../../../testing/training.ts";

let engine: TestEngine;
let client: TrainingClient;
let image: ProbeImage;

beforeAll(async () => {
  image = await probeImage("probe", {
    train: "cd $ml/input && find data -type f | sort; cat config/inputdataconfig.json; echo",
  });
  engine = await startTestEngine({ imageDirectories: [image.directory] });
  client = trainingClient(engine);
  const s3 = new S3Client(engine.client);
  const keys = [
    "data/train/a.csv",
    "data/train/deep/b.csv",
    "data/train-2/c.csv",
    "evil/../../x",
    "both/a",
    "both/a/b",
  ];
  for (const Key of keys)
    await s3.send(new PutObjectCommand({ Bucket: TEST_BUCKET, Key, Body: "1,2\n" }));
});

afterAll(async () => {
  await engine.dispose();
  await image.dispose();
});

const channel = (name: string, uri: string) => ({
  ChannelName: name,
  ContentType: "text/csv",
  DataSource: { S3DataSource: { S3DataType: "S3Prefix" as const, S3Uri: uri } },
});

const refused = async (more: Partial<CreateTrainingJobRequest>) => {
  const request = trainingRequest("refused", image.reference, more);
  const answer = client.sagemaker.send(new CreateTrainingJobCommand(request));
  const error = await answer.then(
    () => undefined,
    (reason: Error) => reason,
  );
  return `${error?.name}: ${error?.message}`;
};

test("a name that is taken is in use", async () => {
  await client.create("twice", image.reference);
  await expect(client.create("twice", image.reference)).rejects.toMatchObject({
    name: "ResourceInUse",
    message: expect.stringContaining("training-job/twice"),
  });
});

test("bad names and missing members are named in AWS's words", async () => {
  expect(await refused({ TrainingJobName: "a_b" })).toBe(
    "ValidationException: 1 validation error detected: Value 'a_b' at 'trainingJobName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$",
  );
  expect(await refused({ TrainingJobName: "a".repeat(64) })).toContain(
    "Member must have length less than or equal to 63",
  );
  expect(await refused({ Environment: { "A-B": "x" } })).toContain(
    "Value 'A-B' at 'environment' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: ^[a-zA-Z_][a-zA-Z0-9_]*$]",
  );
  expect(await refused({ RoleArn: undefined })).toContain(
    "Value null at 'roleArn' failed to satisfy constraint: Member must not be null",
  );
});

test.each<[string, () => Partial<CreateTrainingJobRequest>, string]>([
  [
    "an image that does not exist",
    () => ({
      AlgorithmSpecification: {
        TrainingImage: `${image.reference}9`,
        TrainingInputMode: "File",
      },
    }),
    "probe:19 not found",
  ],
  [
    "a role that cannot be used",
    () => ({ RoleArn: "arn:aws:iam::000000000000:role/stranger" }),
    "Could not assume role arn:aws:iam::000000000000:role/stranger.",
  ],
  [
    "an instance type that AWS does not have",
    () => ({
      ResourceConfig: {
        InstanceCount: 1,
        VolumeSizeInGB: 1,
        InstanceType: "ml.huge.large" as "ml.m5.large",
      },
    }),
    "Value 'ml.huge.large' at 'resourceConfig.instanceType'",
  ],
  [
    "a channel whose name is no folder",
    () => ({ InputDataConfig: [channel("..", `s3://${TEST_BUCKET}/data/`)] }),
    "Value '..' at 'inputDataConfig.1.member.channelName'",
  ],
  [
    "two channels of one name",
    () => ({
      InputDataConfig: ["data/train/", "data/"].map((key) =>
        channel("training", `s3://${TEST_BUCKET}/${key}`),
      ),
    }),
    "The channel name training is used more than once",
  ],
  [
    "a spot job that may not wait as long as it may run",
    () => ({
      EnableManagedSpotTraining: true,
      StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 30 },
    }),
    "Invalid MaxWaitTimeInSeconds.",
  ],
  [
    "an output that is packed in another way",
    () => ({
      OutputDataConfig: {
        S3OutputPath: `s3://${TEST_BUCKET}/x`,
        CompressionType: "ZIP" as "NONE",
      },
    }),
    "Value 'ZIP' at 'outputDataConfig.compressionType'",
  ],
  [
    "input that is not there",
    () => ({ InputDataConfig: [channel("training", `s3://${TEST_BUCKET}/nothing/`)] }),
    `No S3 objects found under S3 URL "s3://${TEST_BUCKET}/nothing/"`,
  ],
  [
    "an output bucket that does not exist",
    () => ({ OutputDataConfig: { S3OutputPath: "s3://no-such-bucket/x" } }),
    'The S3 bucket of the output path "s3://no-such-bucket/x" does not exist.',
  ],
  [
    "a regular expression that RE2 refuses",
    () => ({
      AlgorithmSpecification: {
        TrainingImage: image.reference,
        TrainingInputMode: "File",
        MetricDefinitions: [{ Name: "rmse", Regex: "(?=look)ahead" }],
      },
    }),
    "The regular expression of metric rmse is not one that RE2 takes",
  ],
  [
    "an image and an algorithm together",
    () => ({
      AlgorithmSpecification: {
        TrainingImage: image.reference,
        AlgorithmName: "probe-1",
        TrainingInputMode: "File",
      },
    }),
    "You must not specify both AlgorithmName and TrainingImage.",
  ],
  [
    "no instance at all",
    () => ({
      ResourceConfig: { InstanceCount: 0, VolumeSizeInGB: 1, InstanceType: "ml.m5.large" },
    }),
    "'resourceConfig.instanceCount' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    "more instances than an account has",
    () => ({
      ResourceConfig: { InstanceCount: 21, VolumeSizeInGB: 1, InstanceType: "ml.m5.large" },
    }),
    "ResourceLimitExceeded: A training job has 20 instances at most",
  ],
  [
    "instances and groups of instances",
    () => ({
      ResourceConfig: {
        InstanceCount: 1,
        VolumeSizeInGB: 1,
        InstanceGroups: [{ InstanceCount: 1, InstanceGroupName: "a", InstanceType: "ml.m5.large" }],
      },
    }),
    "You must not specify InstanceGroups together with",
  ],
])("%s is refused at creation", async (_what, more, message) => {
  expect(await refused(more())).toContain(message);
});

test("channels hold the objects of a prefix, and of a single key", async () => {
  await client.create("channels", image.reference, {
    InputDataConfig: [
      channel("training", `s3://${TEST_BUCKET}/data/train/`),
      channel("unslashed", `s3://${TEST_BUCKET}/data/train`),
      channel("single", `s3://${TEST_BUCKET}/data/train/deep/b.csv`),
    ],
  });
  expect((await client.finished("channels")).FailureReason).toBeUndefined();
  const lines = await client.lines("channels");
  expect(lines.slice(0, -1)).toEqual([
    "data/single/b.csv",
    "data/training/a.csv",
    "data/training/deep/b.csv",
    "data/unslashed/a.csv",
    "data/unslashed/deep/b.csv",
    "data/unslashed/train-2/c.csv",
  ]);
  expect(JSON.parse(lines.at(-1) ?? "")["training"]).toEqual({
    ContentType: "text/csv",
    TrainingInputMode: "File",
    S3DistributionType: "FullyReplicated",
    RecordWrapperType: "None",
  });
});

test.each([
  ["evil", "the key evil/../../x cannot be a file name."],
  ["both", `s3://${TEST_BUCKET}/both/a/b: another key needs the same name for a file or a folder`],
])("keys below %s/ that no folder can hold fail the job", async (prefix, cause) => {
  await client.create(prefix, image.reference, {
    InputDataConfig: [channel("training", `s3://${TEST_BUCKET}/${prefix}/`)],
  });
  const { FailureReason } = await client.finished(prefix);
  expect(FailureReason).toBe(`ClientError: Data download failed: ${cause}`);
});
