import {
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  ListImagesCommand,
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

test("source images are repositories", async () => {
  const { repositories } = await ecr.send(new DescribeRepositoriesCommand({}));
  expect(repositories).toMatchObject([
    {
      repositoryName: "forest",
      repositoryUri: `${new URL(engine.url).host}/forest`,
    },
  ]);
});

test("an image is found by tag and by digest", async () => {
  const describeImages = async (imageIds?: { imageTag?: string; imageDigest?: string }[]) =>
    (await ecr.send(new DescribeImagesCommand({ repositoryName: "forest", imageIds })))
      .imageDetails?.[0];
  const byTag = await describeImages([{ imageTag: "1" }]);
  expect(byTag?.imageTags).toEqual(["1"]);
  expect(byTag?.imageDigest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(byTag?.imageSizeInBytes).toBeGreaterThan(0);
  const imageDigest = byTag?.imageDigest ?? "";
  expect(await describeImages([{ imageDigest }])).toEqual(byTag);
  const { imageIds } = await ecr.send(new ListImagesCommand({ repositoryName: "forest" }));
  expect(imageIds).toEqual([{ imageTag: "1", imageDigest }]);
});

test("what is not there is named", async () => {
  await expect(
    ecr.send(new DescribeImagesCommand({ repositoryName: "nope" })),
  ).rejects.toMatchObject({ name: "RepositoryNotFoundException" });
  const unknown = { repositoryName: "forest", imageIds: [{ imageTag: "2" }] };
  await expect(ecr.send(new DescribeImagesCommand(unknown))).rejects.toMatchObject({
    name: "ImageNotFoundException",
  });
});
