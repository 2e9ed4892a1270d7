import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  ListTagsCommand,
  paginateListTrainingJobs,
  paginateSearch,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { afterEach, expect, test } from "vitest";
import { TEST_BUCKET } from "../../../testing/probe-image.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";

let engine: TestEngine;
let sagemaker: SageMakerClient;

async function connect(started: Promise<TestEngine>): Promise<void> {
  engine = await started;
  sagemaker = new SageMakerClient(engine.client);
}
afterEach(() => engine.dispose());

async function names(): Promise<(string | undefined)[]> {
  const found: (string | undefined)[] = [];
  for await (const page of paginateListTrainingJobs({ client: sagemaker, pageSize: 100 }, {}))
    found.push(...(page.TrainingJobSummaries ?? []).map(({ TrainingJobName }) => TrainingJobName));
  return found;
}

test("an empty store has as many finished jobs as were asked for, and keeps them", async () => {
  await connect(startTestEngine({ seed: 250 }));
  expect(await names()).toHaveLength(250);
  const request = { Resource: "TrainingJob" as const };
  const statuses = new Map<string, number>();
  for await (const { Results = [] } of paginateSearch({ client: sagemaker }, request)) {
    for (const { TrainingJob: job } of Results) {
      const status = job?.TrainingJobStatus ?? "";
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      expect(job?.TrainingEndTime?.getTime()).toBeLessThan(Date.now());
      expect(job?.SecondaryStatusTransitions).toHaveLength(3);
    }
  }
  expect(Object.fromEntries(statuses)).toEqual({ Completed: 232, Failed: 13, Stopped: 5 });
  const ResourceArn = "arn:aws:sagemaker:us-east-1:000000000000:training-job/seeded-000001";
  const { Tags } = await sagemaker.send(new ListTagsCommand({ ResourceArn }));
  expect(Tags).toEqual([{ Key: "trainyard:dataset", Value: "seeded" }]);

  await engine.stop();
  const { dataDirectory } = engine;
  await expect(startTestEngine({ dataDirectory, seed: 1 })).rejects.toThrow(
    "--seed writes into an empty store only",
  );
  await connect(startTestEngine({ dataDirectory }));
  expect(await names()).toHaveLength(250);
});

test("a store with data of somebody's is left alone", async () => {
  await connect(startTestEngine());
  const { dataDirectory } = engine;
  await new S3Client(engine.client).send(
    new PutObjectCommand({ Bucket: TEST_BUCKET, Key: "datasets/mine/a.csv", Body: "1" }),
  );
  await engine.stop();
  await expect(startTestEngine({ dataDirectory, seed: 10 })).rejects.toThrow("has been used");
  await connect(startTestEngine({ dataDirectory }));
  expect(await names()).toEqual([]);
});
