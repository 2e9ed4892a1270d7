import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CloudWatchClient, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeRepositoriesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateAutoMLJobV2Command,
  ListAlgorithmsCommand,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { InvokeEndpointCommand, SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleEngine } from "./testing/bundle.ts";
import { type EngineProcess, startEngineProcess } from "./testing/engine-process.ts";

let data: string;
let program: string;
let engine: EngineProcess;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "trainyard-bundle-"));
  program = await bundleEngine();
  engine = await startEngineProcess(data, [], [program]);
}, 60_000);
afterAll(async () => {
  expect(await engine.end("SIGTERM")).toBe(0);
  await rm(data, { recursive: true, force: true });
});

test("the bundled engine speaks every service's protocol", async () => {
  const { client } = engine;
  const sagemaker = new SageMakerClient(client);
  expect((await new S3Client(client).send(new ListBucketsCommand({}))).Buckets).toHaveLength(1);
  const { Account } = await new STSClient(client).send(new GetCallerIdentityCommand({}));
  expect(Account).toBe("000000000000");
  expect((await new IAMClient(client).send(new ListRolesCommand({}))).Roles).toHaveLength(1);
  const { AlgorithmSummaryList } = await sagemaker.send(new ListAlgorithmsCommand({}));
  expect(AlgorithmSummaryList?.map(({ AlgorithmName }) => AlgorithmName)).toEqual([
    "decision-tree-0-1-0",
    "gam-0-1-0",
    "random-forest-0-1-0",
  ]);
  const { repositories } = await new ECRClient(client).send(new DescribeRepositoriesCommand({}));
  expect(repositories?.map(({ repositoryName }) => repositoryName)).toContain("random-forest");
  const logs = new CloudWatchLogsClient(client);
  expect((await logs.send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([]);
  const cloudwatch = new CloudWatchClient(client);
  expect((await cloudwatch.send(new ListMetricsCommand({}))).Metrics).toEqual([]);
  const invoke = new InvokeEndpointCommand({ EndpointName: "none", Body: "1" });
  await expect(new SageMakerRuntimeClient(client).send(invoke)).rejects.toMatchObject({
    name: "ValidationError",
  });
});

test("it holds the schemas of what it serves, and says so of the rest", async () => {
  const text = await readFile(join(dirname(program), "engine.cjs"), "utf8");
  expect(text).toContain("HyperParameterSpecification");
  expect(text).not.toContain("AutoMLProblemTypeConfig");
  const command = new CreateAutoMLJobV2Command({
    AutoMLJobName: "x",
    AutoMLJobInputDataConfig: [],
    OutputDataConfig: { S3OutputPath: "s3://b" },
    AutoMLProblemTypeConfig: { TextClassificationJobConfig: undefined } as never,
    RoleArn: "arn:aws:iam::000000000000:role/trainyard-execution",
  });
  await expect(new SageMakerClient(engine.client).send(command)).rejects.toMatchObject({
    message: expect.stringContaining("not implemented by Trainyard"),
  });
});
