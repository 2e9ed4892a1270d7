import {
  BatchDescribeModelPackageCommand,
  CreateModelCommand,
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  DeleteModelPackageCommand,
  DeleteModelPackageGroupCommand,
  DescribeModelPackageCommand,
  DescribeModelPackageGroupCommand,
  ListModelPackageGroupsCommand,
  ListModelPackagesCommand,
  ListTagsCommand,
  SageMakerClient,
  UpdateModelPackageCommand,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ProbeImage, probeImage } from "../../../testing/probe-image.ts";
import { type ServingClient, servingClient } from "../../../testing/serving.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";

let engine: TestEngine;
let image: ProbeImage;
let client: SageMakerClient;
let serving: ServingClient;

const GROUP = "big-mart";
const arnOf = (path: string) => `arn:aws:sagemaker:us-east-1:000000000000:model-package/${path}`;

beforeAll(async () => {
  image = await probeImage("packaged", { serve: "exec python3 server.py" });
  engine = await startTestEngine({ imageDirectories: [image.directory] });
  client = new SageMakerClient(engine.client);
  serving = servingClient(engine);
});

afterAll(async () => {
  await engine.dispose();
  await image.dispose();
});

const createVersion = (more: object = {}) =>
  client.send(
    new CreateModelPackageCommand({
      ModelPackageGroupName: GROUP,
      ModelPackageDescription: "a forest",
      InferenceSpecification: {
        Containers: [{ Image: image.reference, Environment: { FROM: "package" } }],
        SupportedContentTypes: ["text/csv"],
        SupportedResponseMIMETypes: ["text/csv"],
      },
      ...more,
    }),
  );

test("a group counts its versions, which wait for approval", async () => {
  const { ModelPackageGroupArn } = await client.send(
    new CreateModelPackageGroupCommand({
      ModelPackageGroupName: GROUP,
      ModelPackageGroupDescription: "Sales of an outlet",
      Tags: [{ Key: "team", Value: "data" }],
    }),
  );
  expect(ModelPackageGroupArn).toMatch(/:model-package-group\/big-mart$/);
  expect((await createVersion()).ModelPackageArn).toBe(arnOf("big-mart/1"));
  await createVersion({ ModelApprovalStatus: "Approved", Tags: [{ Key: "best", Value: "yes" }] });
  const found = await client.send(
    new DescribeModelPackageCommand({ ModelPackageName: arnOf("big-mart/1") }),
  );
  expect(found).toMatchObject({
    ModelPackageGroupName: GROUP,
    ModelPackageVersion: 1,
    ModelPackageStatus: "Completed",
    ModelApprovalStatus: "PendingManualApproval",
    ModelPackageDescription: "a forest",
  });
  const { Tags } = await client.send(new ListTagsCommand({ ResourceArn: arnOf("big-mart/2") }));
  expect(Tags).toEqual([{ Key: "best", Value: "yes" }]);
  const group = await client.send(
    new DescribeModelPackageGroupCommand({ ModelPackageGroupName: GROUP }),
  );
  expect(group).toMatchObject({
    ModelPackageGroupStatus: "Completed",
    ModelPackageGroupDescription: "Sales of an outlet",
  });
});

test("versions are listed by group, approval and page", async () => {
  const versions = async (more: object) => {
    const page = await client.send(
      new ListModelPackagesCommand({ ModelPackageGroupName: GROUP, ...more }),
    );
    const rows = page.ModelPackageSummaryList ?? [];
    return { numbers: rows.map((row) => row.ModelPackageVersion), NextToken: page.NextToken };
  };
  expect((await versions({ SortOrder: "Descending" })).numbers).toEqual([2, 1]);
  expect((await versions({ ModelApprovalStatus: "Approved" })).numbers).toEqual([2]);
  const first = await versions({ MaxResults: 1 });
  expect(first.numbers).toEqual([1]);
  const second = await versions({ MaxResults: 1, NextToken: first.NextToken });
  expect(second).toEqual({ numbers: [2], NextToken: undefined });
  const alone = await client.send(new ListModelPackagesCommand({}));
  expect(alone.ModelPackageSummaryList).toEqual([]);
  const groups = await client.send(new ListModelPackageGroupsCommand({ NameContains: "mart" }));
  expect(groups.ModelPackageGroupSummaryList).toHaveLength(1);
});

test("a model is made of an approved version, and serves with what that was created with", async () => {
  const create = (ModelPackageName: string) =>
    client.send(
      new CreateModelCommand({ ModelName: "packaged", PrimaryContainer: { ModelPackageName } }),
    );
  await expect(create(arnOf("big-mart/1"))).rejects.toThrow(/PendingManualApproval: approve it/);
  await client.send(
    new UpdateModelPackageCommand({
      ModelPackageArn: arnOf("big-mart/1"),
      ModelApprovalStatus: "Approved",
      ApprovalDescription: "looked at it",
      CustomerMetadataProperties: { rmse: "1082.3" },
    }),
  );
  await create(arnOf("big-mart/1"));
  await serving.configure("packaged");
  await serving.create("packaged", "packaged");
  expect(await serving.settled("packaged")).toMatchObject({ EndpointStatus: "InService" });
  expect((await serving.invoke("packaged", "1,2,3")).text).toBe("1,2,3");
  const found = await client.send(
    new DescribeModelPackageCommand({ ModelPackageName: arnOf("big-mart/1") }),
  );
  expect(found).toMatchObject({
    ModelApprovalStatus: "Approved",
    ApprovalDescription: "looked at it",
    CustomerMetadataProperties: { rmse: "1082.3" },
  });
});

test("packages that stand alone have a name of their own", async () => {
  const { ModelPackageArn } = await createVersion({
    ModelPackageGroupName: undefined,
    ModelPackageName: "alone",
  });
  expect(ModelPackageArn).toBe(arnOf("alone"));
  const page = await client.send(new ListModelPackagesCommand({}));
  expect(page.ModelPackageSummaryList?.map((row) => row.ModelPackageName)).toEqual(["alone"]);
  await expect(
    client.send(
      new UpdateModelPackageCommand({
        ModelPackageArn: arnOf("alone"),
        ModelApprovalStatus: "Approved",
      }),
    ),
  ).rejects.toThrow(/Only the versions of a model package group are approved/);
  const batch = await client.send(
    new BatchDescribeModelPackageCommand({
      ModelPackageArnList: [arnOf("big-mart/2"), arnOf("nobody/1")],
    }),
  );
  expect(Object.keys(batch.ModelPackageSummaries ?? {})).toEqual([arnOf("big-mart/2")]);
  expect(Object.keys(batch.BatchDescribeModelPackageErrorMap ?? {})).toEqual([arnOf("nobody/1")]);
});

test.each<[string, object, RegExp]>([
  ["no such group", { ModelPackageGroupName: "nobody" }, /ModelPackageGroup nobody does not exist/],
  [
    "a group and a name",
    { ModelPackageName: "both" },
    /either ModelPackageName or ModelPackageGroupName/,
  ],
  [
    "no such image",
    {
      InferenceSpecification: {
        Containers: [{ Image: "nobody/has:this" }],
        SupportedContentTypes: [],
        SupportedResponseMIMETypes: [],
      },
    },
    /Requested image nobody\/has:this not found/,
  ],
])("refuses %s", async (_what, more, words) => {
  await expect(createVersion(more)).rejects.toThrow(words);
});

test("a group goes when its versions are gone, and numbers are not used again", async () => {
  const remove = () =>
    client.send(new DeleteModelPackageGroupCommand({ ModelPackageGroupName: GROUP }));
  await expect(remove()).rejects.toMatchObject({ name: "ConflictException" });
  await client.send(new DeleteModelPackageCommand({ ModelPackageName: arnOf("big-mart/2") }));
  expect((await createVersion()).ModelPackageArn).toBe(arnOf("big-mart/3"));
  for (const version of [1, 3])
    await client.send(
      new DeleteModelPackageCommand({ ModelPackageName: arnOf(`big-mart/${version}`) }),
    );
  await remove();
  await expect(
    client.send(new DescribeModelPackageCommand({ ModelPackageName: arnOf("big-mart/1") })),
  ).rejects.toThrow(/does not exist/);
});
