import {
  CreateRepositoryCommand,
  DeleteLifecyclePolicyCommand,
  DeleteRepositoryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  paginateDescribeRepositories,
  SetRepositoryPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-ecr";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ProbeImage, probeImage } from "../../../testing/probe-image.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";

let engine: TestEngine;
let ecr: ECRClient;
let image: ProbeImage;

beforeAll(async () => {
  image = await probeImage("forest", { train: "true" });
  engine = await startTestEngine({ imageDirectories: [image.directory] });
  ecr = new ECRClient(engine.client);
});

afterAll(async () => {
  await engine.dispose();
  await image.dispose();
});

const arnOf = (name: string) => `arn:aws:ecr:us-east-1:000000000000:repository/${name}`;

test("a repository is made, found and deleted, and outlives the engine", async () => {
  const { repository } = await ecr.send(
    new CreateRepositoryCommand({
      repositoryName: "team/model.v2",
      imageScanningConfiguration: { scanOnPush: true },
      tags: [{ Key: "team", Value: "pricing" }],
    }),
  );
  expect(repository).toMatchObject({
    repositoryArn: arnOf("team/model.v2"),
    registryId: "000000000000",
    repositoryUri: `${new URL(engine.url).host}/team/model.v2`,
    imageTagMutability: "MUTABLE",
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfiguration: { encryptionType: "AES256" },
  });
  engine = await engine.restart();
  ecr = new ECRClient(engine.client);
  const names = { repositoryNames: ["team/model.v2"] };
  const { repositories } = await ecr.send(new DescribeRepositoriesCommand(names));
  expect(repositories?.[0]?.createdAt).toEqual(repository?.createdAt);
  await ecr.send(new DeleteRepositoryCommand({ repositoryName: "team/model.v2" }));
  await expect(ecr.send(new DescribeRepositoriesCommand(names))).rejects.toMatchObject({
    name: "RepositoryNotFoundException",
    message:
      "The repository with name 'team/model.v2' does not exist in the registry with id '000000000000'",
  });
  await ecr.send(new CreateRepositoryCommand({ repositoryName: "team/model.v2" }));
  const { tags } = await ecr.send(
    new ListTagsForResourceCommand({ resourceArn: arnOf("team/model.v2") }),
  );
  expect(tags).toEqual([]);
});

test("names that are taken or wrong are refused", async () => {
  const create = (repositoryName: string) =>
    ecr.send(new CreateRepositoryCommand({ repositoryName }));
  // A source image's repository is there, though nobody made it.
  await expect(create("forest")).rejects.toMatchObject({
    name: "RepositoryAlreadyExistsException",
  });
  for (const name of ["A", "a", "Upper/case", "../up", "a//b", "a/", "-a", "a b", "x".repeat(257)])
    await expect(create(name), name).rejects.toMatchObject({ name: "InvalidParameterException" });
  await expect(
    ecr.send(new DeleteRepositoryCommand({ repositoryName: "forest", force: true })),
  ).rejects.toMatchObject({ message: expect.stringContaining("--image") });
});

test("repositories come in pages", async () => {
  for (const name of ["page/a", "page/b", "page/c"])
    await ecr.send(new CreateRepositoryCommand({ repositoryName: name }));
  const names: (string | undefined)[] = [];
  for await (const { repositories = [] } of paginateDescribeRepositories(
    { client: ecr, pageSize: 2 },
    {},
  )) {
    expect(repositories.length).toBeLessThanOrEqual(2);
    names.push(...repositories.map(({ repositoryName }) => repositoryName));
  }
  expect(names).toEqual(["forest", "page/a", "page/b", "page/c", "team/model.v2"]);
  await expect(
    ecr.send(new DescribeRepositoriesCommand({ nextToken: "nonsense" })),
  ).rejects.toMatchObject({ name: "InvalidParameterException" });
});

test("policies, scanning and tag mutability are kept", async () => {
  const repositoryName = "kept";
  const policyText = JSON.stringify({ Version: "2012-10-17", Statement: [] });
  const rule = {
    rulePriority: 1,
    selection: { tagStatus: "untagged", countType: "imageCountMoreThan", countNumber: 3 },
    action: { type: "expire" },
  };
  const lifecyclePolicyText = JSON.stringify({ rules: [rule] });
  await ecr.send(new CreateRepositoryCommand({ repositoryName }));
  await expect(ecr.send(new GetLifecyclePolicyCommand({ repositoryName }))).rejects.toMatchObject({
    name: "LifecyclePolicyNotFoundException",
  });
  await expect(ecr.send(new GetRepositoryPolicyCommand({ repositoryName }))).rejects.toMatchObject({
    name: "RepositoryPolicyNotFoundException",
  });
  await expect(
    ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText: "no" })),
  ).rejects.toMatchObject({ name: "InvalidParameterException" });
  await ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }));
  await ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }));
  const imageScanningConfiguration = { scanOnPush: true };
  await ecr.send(
    new PutImageScanningConfigurationCommand({ repositoryName, imageScanningConfiguration }),
  );
  await ecr.send(
    new PutImageTagMutabilityCommand({ repositoryName, imageTagMutability: "IMMUTABLE" }),
  );
  const policy = await ecr.send(new GetRepositoryPolicyCommand({ repositoryName }));
  expect(policy.policyText).toBe(policyText);
  const { repositories } = await ecr.send(
    new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }),
  );
  expect(repositories?.[0]).toMatchObject({
    imageTagMutability: "IMMUTABLE",
    imageScanningConfiguration,
  });
  const deleted = await ecr.send(new DeleteLifecyclePolicyCommand({ repositoryName }));
  expect(deleted.lifecyclePolicyText).toBe(lifecyclePolicyText);
  await expect(ecr.send(new GetLifecyclePolicyCommand({ repositoryName }))).rejects.toMatchObject({
    name: "LifecyclePolicyNotFoundException",
  });
});

test("tags of a repository", async () => {
  const resourceArn = arnOf("forest");
  const tags = [
    { Key: "a", Value: "1" },
    { Key: "b", Value: "2" },
  ];
  await ecr.send(new TagResourceCommand({ resourceArn, tags }));
  await ecr.send(new UntagResourceCommand({ resourceArn, tagKeys: ["a"] }));
  const listed = await ecr.send(new ListTagsForResourceCommand({ resourceArn }));
  expect(listed.tags).toEqual([{ Key: "b", Value: "2" }]);
  await expect(
    ecr.send(new ListTagsForResourceCommand({ resourceArn: arnOf("nope") })),
  ).rejects.toMatchObject({ name: "RepositoryNotFoundException" });
  await expect(
    ecr.send(new ListTagsForResourceCommand({ resourceArn: "arn:aws:s3:::bucket" })),
  ).rejects.toMatchObject({ name: "InvalidParameterException" });
});

test("a token for docker login names user, registry and end", async () => {
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const [given] = authorizationData ?? [];
  const text = Buffer.from(given?.authorizationToken ?? "", "base64").toString();
  expect(text).toMatch(/^AWS:.{20,}/);
  expect(given?.proxyEndpoint).toBe(engine.url);
  const hours = ((given?.expiresAt?.getTime() ?? 0) - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(11.9);
  expect(hours).toBeLessThanOrEqual(12);
});
