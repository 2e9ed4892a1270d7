import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  type DescribeTrainingJobResponse,
  StopTrainingJobCommand,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ProbeImage, probeImage, TEST_BUCKET } from "../../../testing/probe-image.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";
import { type TrainingClient, trainingClient } from "../../../testing/training.ts";

let engine: TestEngine;
let client: TrainingClient;
let images: Record<"waits" | "large", ProbeImage>;

beforeAll(async () => {
  images = {
    waits: await probeImage("waits", { train: "exec sleep 600" }),
    large: await probeImage("large", { train: "truncate -s 150M $ml/model/weights" }),
  };
  engine = await startTestEngine({
    imageDirectories: Object.values(images).map(({ directory }) => directory),
  });
  client = trainingClient(engine);
});

afterAll(async () => {
  await engine.dispose();
  for (const image of Object.values(images)) await image.dispose();
});

const stop = (name: string) =>
  client.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: name }));

const steps = ({ SecondaryStatusTransitions: all = [] }: DescribeTrainingJobResponse) =>
  all.map(({ Status }) => Status);

test("a job that is stopped at once takes no step but to its end", async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    const name = `at-once-${turn}`;
    await client.create(name, images.waits.reference);
    await stop(name);
    const job = await client.finished(name);
    expect(job.TrainingJobStatus).toBe("Stopped");
    const after = steps(job).slice(steps(job).indexOf("Stopping") + 1);
    expect(after.filter((status) => status !== "Uploading")).toEqual(["Stopped"]);
  }
});

test("one that is stopped while it downloads never trains, and has no model", async () => {
  const s3 = new S3Client(engine.client);
  const put = (index: number) =>
    s3.send(
      new PutObjectCommand({ Bucket: TEST_BUCKET, Key: `many/${index}`, Body: String(index) }),
    );
  await Promise.all(Array.from({ length: 200 }, (_, index) => put(index)));
  const channel = (ChannelName: string) => ({
    ChannelName,
    DataSource: {
      S3DataSource: { S3DataType: "S3Prefix" as const, S3Uri: `s3://${TEST_BUCKET}/many/` },
    },
  });
  // Four thousand files, which take seconds.
  const InputDataConfig = Array.from({ length: 20 }, (_, index) => channel(`c${index}`));
  await client.create("downloads", images.waits.reference, { InputDataConfig });
  await client.until("downloads", ({ SecondaryStatus }) => SecondaryStatus === "Downloading");
  await stop("downloads");
  const job = await client.finished("downloads");
  expect(steps(job)).toEqual(["Starting", "Downloading", "Stopping", "Stopped"]);
  expect(job.ModelArtifacts?.S3ModelArtifacts).toBeUndefined();
  expect(job.TrainingStartTime).toBeUndefined();
});

test("one that is stopped while it uploads ends Stopped, with its model", async () => {
  await client.create("uploads", images.large.reference);
  await client.until("uploads", ({ SecondaryStatus }) => SecondaryStatus === "Uploading");
  await stop("uploads");
  const job = await client.finished("uploads");
  expect(steps(job).slice(-3)).toEqual(["Uploading", "Stopping", "Stopped"]);
  expect(job.ModelArtifacts?.S3ModelArtifacts).toContain("model.tar.gz");
});
