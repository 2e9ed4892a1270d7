import { IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { ListTrainingJobsCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTestEngine, type TestEngine } from "../testing/test-engine.ts";
import type { RoutedService } from "./router.ts";
import { createThrottles } from "./throttles.ts";

const SAGEMAKER: RoutedService = { service: "sagemaker", dialect: "json" };
const S3: RoutedService = { service: "s3", dialect: "s3" };

/** How many of `count` calls are granted at this moment, and what the others are told. */
function outcome(count: number, take: () => void) {
  const refused: unknown[] = [];
  for (let call = 0; call < count; call += 1) {
    try {
      take();
    } catch (error) {
      refused.push(error);
    }
  }
  return { granted: count - refused.length, refused };
}

describe("a rate", () => {
  let now = 0;
  const throttles = createThrottles({ monotonic: () => now });
  const called = (operation: string, labels = {}) => ({ operation, labels });
  const lists = () => throttles.take(SAGEMAKER, called("ListTrainingJobs"), "POST");

  test("grants a second's calls at once, and then as they come in", () => {
    expect(outcome(3, lists).granted).toBe(2);
    now += 500;
    expect(outcome(3, lists).granted).toBe(1);
    now += 60_000;
    const after = outcome(5, lists);
    expect(after.granted).toBe(2);
    expect(after.refused[0]).toMatchObject({ code: "ThrottlingException", status: 400 });
  });

  test("is of one operation alone, and of what a service does not list together", () => {
    const other = () => throttles.take(SAGEMAKER, called("DescribeTrainingJob"), "POST");
    expect(outcome(11, other).granted).toBe(10);
    const unknown = () => throttles.take(SAGEMAKER, called("toString"), "POST");
    expect(outcome(11, unknown).granted).toBe(10);
  });

  test("of storage is of each bucket, reads and writes apart", () => {
    const put = (bucket: string) => () =>
      throttles.take(S3, called("PutObject", { Bucket: bucket }), "PUT");
    const full = outcome(3501, put("full"));
    expect(full.granted).toBe(3500);
    expect(full.refused[0]).toMatchObject({ code: "SlowDown", status: 503 });
    expect(outcome(1, put("other")).granted).toBe(1);
    const get = () => throttles.take(S3, called("GetObject", { Bucket: "full" }), "GET");
    expect(outcome(1, get).granted).toBe(1);
  });
});

describe("an engine with AWS's throttles", () => {
  let now = 0;
  let engine: TestEngine;
  beforeAll(async () => {
    const clock = { now: () => new Date(), monotonic: () => now };
    engine = await startTestEngine({ throttles: "aws" }, clock);
  });
  afterAll(() => engine.dispose());
  beforeEach(() => {
    now += 60_000;
  });

  const listing = (client: SageMakerClient) => client.send(new ListTrainingJobsCommand({}));

  test("refuses in the words of each protocol", async () => {
    const sagemaker = new SageMakerClient(engine.client);
    await listing(sagemaker);
    await listing(sagemaker);
    await expect(listing(sagemaker)).rejects.toMatchObject({
      name: "ThrottlingException",
      message: "Rate exceeded",
      $metadata: { httpStatusCode: 400 },
    });
    const iam = new IAMClient(engine.client);
    const asked = Array.from({ length: 11 }, () => iam.send(new ListRolesCommand({})));
    const failed = (await Promise.allSettled(asked)).filter(({ status }) => status === "rejected");
    expect(failed).toMatchObject([{ reason: { name: "Throttling" } }]);
  });

  test("counts nothing that it cannot name the sender of", async () => {
    const stranger = new SageMakerClient({
      ...engine.client,
      credentials: { accessKeyId: "AKIASTRANGER00000000", secretAccessKey: "of-nobody" },
    });
    for (let call = 0; call < 3; call += 1) {
      await expect(listing(stranger)).rejects.not.toMatchObject({ name: "ThrottlingException" });
    }
    await expect(listing(new SageMakerClient(engine.client))).resolves.toBeDefined();
  });

  test("leaves uploads alone that AWS would take", async () => {
    const s3 = new S3Client(engine.client);
    const many = Array.from({ length: 50 }, () => s3.send(new ListBucketsCommand({})));
    expect(await Promise.all(many)).toHaveLength(50);
  });
});

test("the SDK asks again until it is granted", async () => {
  const engine = await startTestEngine({ throttles: "aws" });
  const sagemaker = new SageMakerClient({ ...engine.client, maxAttempts: 8 });
  const asked = Array.from({ length: 4 }, () => sagemaker.send(new ListTrainingJobsCommand({})));
  const attempts = (await Promise.all(asked)).map(({ $metadata }) => $metadata.attempts ?? 0);
  expect(Math.max(...attempts)).toBeGreaterThan(1);
  await engine.dispose();
});
