import { CreateTrainingJobCommand } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { clientsFor } from "@/lib/aws/clients";
import type { Target } from "@/lib/aws/targets";
import type { TrainingJobListQuery } from "@/lib/contracts/training-jobs";
import { mapLimited } from "@/lib/domain/map-limited";
import { listJobs } from "./job-list";
import { listNamedJobs } from "./named-jobs";
import { openShop, SHOP_BUCKET, SHOP_ROLE } from "./testing/shop";
import { tagJob } from "./training-jobs";

const JOBS = 36;
const PAGE = 12;
const nameOf = (at: number) => `${at % 2 ? "odd" : "Even"}-${String(at).padStart(3, "0")}`;

let shop: Awaited<ReturnType<typeof openShop>>;
let target: Target;

beforeAll(async () => {
  shop = await openShop();
  target = shop.target;
  const create = (at: number) =>
    clientsFor(target).sagemaker.send(
      new CreateTrainingJobCommand({
        TrainingJobName: nameOf(at),
        RoleArn: SHOP_ROLE,
        AlgorithmSpecification: {
          TrainingImage: shop.image.reference,
          TrainingInputMode: "File",
        },
        InputDataConfig: [
          {
            ChannelName: "training",
            DataSource: {
              S3DataSource: {
                S3DataType: "S3Prefix",
                S3Uri: `s3://${SHOP_BUCKET}/datasets/shop/data/`,
              },
            },
          },
        ],
        HyperParameters: { mode: "fail", at: String(at) },
        OutputDataConfig: { S3OutputPath: `s3://${SHOP_BUCKET}/output/` },
        ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 1 },
        StoppingCondition: { MaxRuntimeInSeconds: 60 },
        Tags: [{ Key: "trainyard:dataset", Value: `set-${at % 3}` }],
      }),
    );
  await mapLimited(
    Array.from({ length: JOBS }, (_, at) => at),
    4,
    create,
  );
  const isOver = async () => (await walk({ q: "status:InProgress" })).flat().length === 0;
  await vi.waitUntil(isOver, { timeout: 120_000, interval: 200 });
}, 180_000);
afterAll(() => shop.close());

/** The names of every page. */
async function walk(query: TrainingJobListQuery): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await listJobs(target, { ...query, ...(cursor ? { cursor } : {}) });
    pages.push(page.items.map(({ name }) => name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && pages.length < 20);
  return pages;
}

describe(`${JOBS} jobs`, () => {
  test.each(["created", "-created", "name", "-name", "status", "-status"] as const)(
    "by %s, every job is on one page and no page is too long",
    async (sort) => {
      const pages = await walk({ sort, limit: PAGE });
      expect(pages.map(({ length }) => length)).toEqual([PAGE, PAGE, PAGE]);
      expect(new Set(pages.flat()).size).toBe(JOBS);
    },
  );

  test("named jobs come in the order of their names, more than one search takes, without those that are gone", async () => {
    const names = Array.from({ length: JOBS }, (_, at) => nameOf(JOBS - 1 - at));
    const { items } = await listNamedJobs(target, [
      ...names.slice(0, 30),
      "gone",
      ...names.slice(30),
    ]);
    expect(items.map(({ name }) => name)).toEqual(names);
    expect(items[0]).toMatchObject({ hyperparameters: { at: "35" }, status: "Failed" });
  });

  test("a tag is on the job, and takes another value", async () => {
    await tagJob(target, nameOf(0), { key: "sweep", value: "1" });
    await tagJob(target, nameOf(0), { key: "sweep", value: "2" });
    const [job] = (await listNamedJobs(target, [nameOf(0)])).items;
    expect(job?.tags).toMatchObject({ sweep: "2", "trainyard:dataset": "set-0" });
  });

  test("filters narrow every page", async () => {
    const ofSet = await walk({ dataset: "set-1", limit: 5 });
    expect(ofSet.map(({ length }) => length)).toEqual([5, 5, 2]);
    const odd = (await walk({ q: "odd status:Failed", limit: 100 })).flat();
    expect(odd).toHaveLength(18);
    expect((await walk({ dataset: "set-1", q: "Even-00" })).flat().sort()).toEqual(["Even-004"]);
    expect((await walk({ q: "status:Completed" })).flat()).toEqual([]);
    expect((await walk({ q: "dataset:set-1 Even-00" })).flat()).toEqual(["Even-004"]);
    expect((await walk({ q: "image:shop odd -00" })).flat()).toHaveLength(5);
    expect((await walk({ q: "image:elsewhere odd" })).flat()).toEqual([]);
    expect((await walk({ q: "hp.at<3" })).flat().sort()).toEqual([
      "Even-000",
      "Even-002",
      "odd-001",
    ]);
    expect((await walk({ q: "rmse<1000" })).flat()).toEqual([]);
    await expect(listJobs(target, { q: "status:Done" })).rejects.toMatchObject({ code: "Invalid" });
  });
});
