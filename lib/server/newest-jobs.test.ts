import { CreateTrainingJobCommand } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { clientsFor } from "@/lib/aws/clients";
import type { Target } from "@/lib/aws/targets";
import { listJobs } from "./job-list";
import { newestJobs } from "./newest-jobs";
import { openShop, SHOP_BUCKET, SHOP_ROLE } from "./testing/shop";

let shop: Awaited<ReturnType<typeof openShop>>;
let target: Target;
/** Jobs in every answer of Search and ListTrainingJobs. */
let records: number[] = [];

async function create(name: string): Promise<void> {
  await clientsFor(target).sagemaker.send(
    new CreateTrainingJobCommand({
      TrainingJobName: name,
      RoleArn: SHOP_ROLE,
      AlgorithmSpecification: { TrainingImage: shop.image.reference, TrainingInputMode: "File" },
      HyperParameters: { mode: "fail" },
      OutputDataConfig: { S3OutputPath: `s3://${SHOP_BUCKET}/output/` },
      ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 1 },
      StoppingCondition: { MaxRuntimeInSeconds: 60 },
    }),
  );
}

beforeAll(async () => {
  shop = await openShop();
  target = shop.target;
  clientsFor(target).sagemaker.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { Results, TrainingJobSummaries } = result.output as {
        Results?: unknown[];
        TrainingJobSummaries?: unknown[];
      };
      const found = Results ?? TrainingJobSummaries;
      if (found) records.push(found.length);
      return result;
    },
    { step: "initialize" },
  );
  for (const name of ["first", "second", "third"]) await create(name);
  const isOver = async () =>
    (await listJobs(target, { q: "status:InProgress" })).items.length === 0;
  await vi.waitUntil(isOver, { timeout: 60_000, interval: 100 });
}, 90_000);
afterAll(() => shop.close());

test("after the first page only what was changed is read, and it takes its place", async () => {
  // As if it were a while later: what has been read is then older than the index may be behind.
  const now = () => Date.now() + 60_000;
  const read = newestJobs(target, now);
  records = [];
  const first = await read();
  expect(first.items.map(({ name }) => name)).toEqual(["third", "second", "first"]);
  expect(records).toEqual([3, 3]);

  records = [];
  expect(await read()).toBe(first);
  expect(records).toEqual([0, 0]);

  await create("fourth");
  const job = await vi.waitUntil(
    async () => {
      records = [];
      const [newest] = (await read()).items;
      return newest?.name === "fourth" && newest.status === "Failed" ? newest : false;
    },
    { timeout: 30_000, interval: 50 },
  );
  expect(job).toMatchObject({ kind: "failed" });
  expect(Math.max(...records)).toBe(1);
  expect((await read()).items.map(({ name }) => name)).toEqual([
    "fourth",
    "third",
    "second",
    "first",
  ]);
}, 60_000);
