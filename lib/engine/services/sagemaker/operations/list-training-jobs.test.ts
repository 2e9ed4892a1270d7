import {
  AddTagsCommand,
  DeleteTagsCommand,
  DeleteTrainingJobCommand,
  ListTagsCommand,
  ListTrainingJobsCommand,
  type ListTrainingJobsRequest,
  SearchCommand,
  type SearchExpression,
  type SearchRequest,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ProbeImage, probeImage } from "../../../testing/probe-image.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";
import { type TrainingClient, trainingClient } from "../../../testing/training.ts";

let engine: TestEngine;
let client: TrainingClient;
let images: Record<"good" | "bad", ProbeImage>;
const NAMES = ["alpha-1", "alpha-2", "alpha-3", "beta-1", "beta-2"];

beforeAll(async () => {
  images = {
    good: await probeImage("good", { train: "echo rmse=$TREES.5" }),
    bad: await probeImage("bad", { train: "exit 1" }),
  };
  engine = await startTestEngine({
    imageDirectories: [images.good.directory, images.bad.directory],
  });
  client = trainingClient(engine);
  for (const [index, name] of NAMES.entries()) {
    await client.create(name, "", {
      AlgorithmSpecification: {
        TrainingImage: name.startsWith("alpha") ? images.good.reference : images.bad.reference,
        TrainingInputMode: "File",
        MetricDefinitions: [{ Name: "rmse", Regex: "rmse=([0-9.]+)" }],
      },
      HyperParameters: { trees: String(index) },
      Environment: { TREES: String(index) },
      Tags: [{ Key: "trainyard:dataset", Value: name.slice(0, -2) }],
    });
    await client.finished(name);
  }
}, 60_000);

afterAll(async () => {
  await engine.dispose();
  for (const image of Object.values(images)) await image.dispose();
});

const list = async (request: ListTrainingJobsRequest) => {
  const answer = await client.sagemaker.send(new ListTrainingJobsCommand(request));
  return {
    names: answer.TrainingJobSummaries?.map(({ TrainingJobName }) => TrainingJobName),
    next: answer.NextToken,
  };
};

const search = async (expression: SearchExpression, more: Partial<SearchRequest> = {}) => {
  const answer = await client.sagemaker.send(
    new SearchCommand({
      Resource: "TrainingJob",
      SearchExpression: expression,
      SortBy: "TrainingJobName",
      SortOrder: "Ascending",
      ...more,
    }),
  );
  return {
    names: answer.Results?.map(({ TrainingJob }) => TrainingJob?.TrainingJobName),
    next: answer.NextToken,
  };
};

describe("ListTrainingJobs", () => {
  test("filters by name, status and time", async () => {
    expect((await list({ NameContains: "beta" })).names).toEqual(["beta-1", "beta-2"]);
    expect((await list({ StatusEquals: "Failed" })).names).toEqual(["beta-1", "beta-2"]);
    const { CreationTime } = await client.describe("alpha-3");
    expect((await list({ CreationTimeAfter: CreationTime })).names).toEqual(["beta-1", "beta-2"]);
    expect((await list({ CreationTimeBefore: CreationTime })).names).toEqual([
      "alpha-1",
      "alpha-2",
    ]);
  });

  test("shows every job once, page by page, in either direction", async () => {
    for (const SortOrder of ["Ascending", "Descending"] as const) {
      const seen: unknown[] = [];
      let next: string | undefined;
      do {
        const request = { SortBy: "Status", SortOrder, MaxResults: 2, NextToken: next } as const;
        const page = await list(request);
        seen.push(...(page.names ?? []));
        next = page.next;
      } while (next !== undefined);
      expect(seen).toEqual(SortOrder === "Ascending" ? NAMES : [...NAMES].reverse());
    }
  });

  test("refuses what is out of bounds", async () => {
    await expect(list({ MaxResults: 101 })).rejects.toMatchObject({
      message: expect.stringContaining("Member must have value less than or equal to 100"),
    });
    await expect(list({ NextToken: "made-up" })).rejects.toMatchObject({
      message: expect.stringContaining("Invalid NextToken"),
    });
  });
});

describe("Search", () => {
  test("joins filters with And and Or, and nests them", async () => {
    const named = { Name: "TrainingJobName", Operator: "Contains", Value: "alpha" } as const;
    const few = { Name: "HyperParameters.trees", Operator: "LessThan", Value: "1" } as const;
    const failed = { Name: "TrainingJobStatus", Operator: "Equals", Value: "Failed" } as const;
    expect((await search({ Filters: [named, few] })).names).toEqual(["alpha-1"]);
    expect((await search({ Filters: [failed, few], Operator: "Or" })).names).toEqual([
      "alpha-1",
      "beta-1",
      "beta-2",
    ]);
    const nested = {
      Filters: [named],
      SubExpressions: [{ Filters: [few, failed], Operator: "Or" }],
    };
    expect((await search(nested as SearchExpression)).names).toEqual(["alpha-1"]);
  });

  test("knows tags and final metrics, and sorts by them", async () => {
    const tagged = { Name: "Tags.trainyard:dataset", Operator: "Equals", Value: "alpha" } as const;
    const byMetric = { SortBy: "Metrics.rmse", SortOrder: "Descending" } as const;
    expect((await search({ Filters: [tagged] }, byMetric)).names).toEqual([
      "alpha-3",
      "alpha-2",
      "alpha-1",
    ]);
    const good = { Name: "Metrics.rmse", Operator: "GreaterThan", Value: "1" } as const;
    expect((await search({ Filters: [good] })).names).toEqual(["alpha-2", "alpha-3"]);
  });

  test("refuses an operator that SageMaker does not have", async () => {
    const filter = { Name: "Nothing", Operator: "Like" as "Equals", Value: "x" };
    await expect(search({ Filters: [filter] })).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("'searchExpression.filters.1.member.operator'"),
    });
  });

  test("finds what changed since a time, in stored order", async () => {
    const { LastModifiedTime = new Date() } = await client.describe("alpha-3");
    const since = (Operator: "GreaterThan" | "GreaterThanOrEqualTo") =>
      search({
        Filters: [{ Name: "LastModifiedTime", Operator, Value: LastModifiedTime.toISOString() }],
      });
    expect((await since("GreaterThan")).names).toEqual(["beta-1", "beta-2"]);
    expect((await since("GreaterThanOrEqualTo")).names).toEqual(["alpha-3", "beta-1", "beta-2"]);
  });

  test.each(["TrainingJobName", "Metrics.rmse"])("shows every job once by %s", async (SortBy) => {
    const seen: unknown[] = [];
    let next: string | undefined;
    do {
      const page = await search({}, { SortBy, MaxResults: 2, NextToken: next });
      seen.push(...(page.names ?? []));
      next = page.next;
    } while (next !== undefined);
    expect(seen.toSorted()).toEqual(NAMES);
  });

  test("pages through everything", async () => {
    const first = await search({}, { MaxResults: 3 });
    const second = await search({}, { MaxResults: 3, NextToken: first.next });
    expect([...(first.names ?? []), ...(second.names ?? [])]).toEqual(NAMES);
    expect(second.next).toBeUndefined();
  });
});

test("no job is in a warm pool", async () => {
  const command = new ListTrainingJobsCommand({ WarmPoolStatusEquals: "Available" });
  expect((await client.sagemaker.send(command)).TrainingJobSummaries).toEqual([]);
});

test("tags can be added, listed and removed; a deleted job is gone", async () => {
  const { TrainingJobArn: ResourceArn } = await client.describe("beta-2");
  const tags = () => client.sagemaker.send(new ListTagsCommand({ ResourceArn }));
  const added = { ResourceArn, Tags: [{ Key: "owner", Value: "me" }] };
  await client.sagemaker.send(new AddTagsCommand(added));
  expect((await tags()).Tags).toEqual([
    { Key: "owner", Value: "me" },
    { Key: "trainyard:dataset", Value: "beta" },
  ]);
  await client.sagemaker.send(new DeleteTagsCommand({ ResourceArn, TagKeys: ["owner"] }));
  expect((await tags()).Tags).toHaveLength(1);
  await client.sagemaker.send(new DeleteTrainingJobCommand({ TrainingJobName: "beta-2" }));
  await expect(client.describe("beta-2")).rejects.toMatchObject({ name: "ValidationException" });
  await expect(tags()).rejects.toMatchObject({ name: "ValidationException" });
});
