import { readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeImagesCommand,
  ListImagesCommand,
  PutImageCommand,
  PutImageTagMutabilityCommand,
} from "@aws-sdk/client-ecr";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ProbeImage, probeImage } from "../../../testing/probe-image.ts";
import {
  codeOf,
  descriptor,
  digestOf,
  type RegistryClient,
  registryClient,
} from "../../../testing/registry-client.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";

const HOUR_MS = 3_600_000;
const INDEX_TYPE = "application/vnd.oci.image.index.v1+json";

let engine: TestEngine;
let registry: RegistryClient;
let image: ProbeImage;
let ahead = 0;

beforeAll(async () => {
  image = await probeImage("forest", { train: "true" });
  const clock = { now: () => new Date(Date.now() + ahead), monotonic: () => performance.now() };
  engine = await startTestEngine({ imageDirectories: [image.directory] }, clock);
  registry = await registryClient(engine);
});

afterAll(async () => {
  await engine.dispose();
  await image.dispose();
});

const create = (repositoryName: string) =>
  registry.ecr.send(new CreateRepositoryCommand({ repositoryName }));
const layerFiles = () => readdir(join(engine.dataDirectory, "engine", "layers"));

test("an image is pulled by tag and digest as it was pushed, and ECR shows it", async () => {
  await create("shown");
  const { manifest, digest, layer, config } = await registry.pushImage("shown", "1.0");
  for (const reference of ["1.0", digest, digest.replace(":", "%3A")]) {
    const pulled = await registry.request("GET", `shown/manifests/${reference}`);
    expect(await pulled.text()).toBe(manifest);
    expect(pulled.headers.get("docker-content-digest")).toBe(digest);
    expect(pulled.headers.get("content-type")).toContain("manifest.v2+json");
  }
  const head = await registry.request("HEAD", "shown/manifests/1.0");
  expect(head.headers.get("content-length")).toBe(String(manifest.length));
  const { imageDetails } = await registry.ecr.send(
    new DescribeImagesCommand({ repositoryName: "shown", imageIds: [{ imageTag: "1.0" }] }),
  );
  expect(imageDetails).toMatchObject([
    { imageDigest: digest, imageTags: ["1.0"], imageSizeInBytes: layer.length + config.length },
  ]);
  const { images, failures } = await registry.ecr.send(
    new BatchGetImageCommand({
      repositoryName: "shown",
      imageIds: [{ imageTag: "1.0" }, { imageTag: "none" }, { imageDigest: "x" }],
    }),
  );
  expect(images?.map(({ imageManifest }) => imageManifest)).toEqual([manifest]);
  expect(failures?.map(({ failureCode }) => failureCode)).toEqual([
    "ImageNotFound",
    "InvalidImageDigest",
  ]);
});

test("an image is tagged anew by PutImage, as scripts promote it", async () => {
  await create("promoted");
  const { manifest, digest } = await registry.pushImage("promoted", "candidate");
  const put = () =>
    registry.ecr.send(
      new PutImageCommand({
        repositoryName: "promoted",
        imageManifest: manifest,
        imageTag: "live",
      }),
    );
  expect((await put()).image?.imageId).toEqual({ imageDigest: digest, imageTag: "live" });
  await expect(put()).rejects.toMatchObject({ name: "ImageAlreadyExistsException" });
  const { imageIds } = await registry.ecr.send(
    new ListImagesCommand({ repositoryName: "promoted", maxResults: 1 }),
  );
  expect(imageIds).toEqual([{ imageDigest: digest, imageTag: "candidate" }]);
});

test("a tag moves where it may", async () => {
  await create("moving");
  const first = await registry.pushImage("moving", "latest", "one");
  const second = await registry.pushImage("moving", "latest", "two");
  const { imageDetails } = await registry.ecr.send(
    new DescribeImagesCommand({ repositoryName: "moving", filter: { tagStatus: "UNTAGGED" } }),
  );
  expect(imageDetails).toMatchObject([{ imageDigest: first.digest }]);
  expect(imageDetails?.[0]).not.toHaveProperty("imageTags");
  await registry.ecr.send(
    new PutImageTagMutabilityCommand({
      repositoryName: "moving",
      imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
      imageTagMutabilityExclusionFilters: [{ filterType: "WILDCARD", filter: "dev-*" }],
    }),
  );
  const refused = await registry.putManifest("moving", "latest", first.manifest);
  expect(await codeOf(refused)).toBe("400 TAG_INVALID");
  // What a tag names already may be pushed again.
  expect((await registry.putManifest("moving", "latest", second.manifest)).status).toBe(201);
  for (const manifest of [first.manifest, second.manifest])
    expect((await registry.putManifest("moving", "dev-1", manifest)).status).toBe(201);
  await expect(
    registry.ecr.send(
      new PutImageCommand({
        repositoryName: "moving",
        imageManifest: first.manifest,
        imageTag: "latest",
      }),
    ),
  ).rejects.toMatchObject({ name: "ImageTagAlreadyExistsException" });
});

test("images of several machines are one index, whose parts stay as long as it", async () => {
  await create("index");
  const { manifest, digest } = await registry.pushImage("index", "amd64");
  const content = {
    schemaVersion: 2,
    mediaType: INDEX_TYPE,
    manifests: [
      descriptor("application/vnd.docker.distribution.manifest.v2+json", Buffer.from(manifest)),
    ],
  };
  const pushed = await registry.putManifest("index", "all", content, INDEX_TYPE);
  expect(pushed.status).toBe(201);
  const { failures } = await registry.ecr.send(
    new BatchDeleteImageCommand({ repositoryName: "index", imageIds: [{ imageDigest: digest }] }),
  );
  expect(failures?.[0]?.failureCode).toBe("ImageReferencedByManifestList");
  expect(await codeOf(await registry.request("DELETE", `index/manifests/${digest}`))).toBe(
    "403 DENIED",
  );
  const strange = { ...content, manifests: [descriptor("x", Buffer.from("not here"))] };
  expect(await codeOf(await registry.putManifest("index", "bad", strange, INDEX_TYPE))).toBe(
    "400 MANIFEST_BLOB_UNKNOWN",
  );
});

test("bytes go when no image has them and no push is about to name them", async () => {
  await create("gone");
  await create("other");
  const before = await layerFiles();
  const shared = await registry.pushImage("gone", "1", "shared");
  const own = await registry.pushImage("gone", "2", "only here");
  await registry.pushImage("other", "1", "shared");
  const unnamed = Buffer.from("pushed, and never named");
  await registry.pushBlob("gone", unnamed);
  const { length } = await layerFiles();
  // Just pushed: who pushes them again at this moment must not find them gone.
  await registry.request("DELETE", `gone/manifests/${own.digest}`);
  expect(await layerFiles()).toHaveLength(length);
  ahead = 2 * HOUR_MS;
  await registry.request("DELETE", `gone/manifests/${shared.digest}`);
  // Two of "only here" and the one that nobody named; those of "shared" are the other's too.
  expect(await layerFiles()).toHaveLength(length - 3);
  const missing = await registry.request("HEAD", `other/blobs/${digestOf(unnamed)}`);
  expect(missing.status).toBe(404);
  ahead = 4 * HOUR_MS;
  expect((await registry.request("DELETE", "other/manifests/1")).status).toBe(202);
  ahead = 0;
  expect(await layerFiles()).toEqual(before);
  const command = new DeleteRepositoryCommand({ repositoryName: "gone" });
  expect((await registry.ecr.send(command)).repository?.repositoryName).toBe("gone");
});

test("tags come in pages", async () => {
  await create("pages");
  for (const tag of ["a", "b", "c"]) await registry.pushImage("pages", tag);
  const first = await registry.request("GET", "pages/tags/list?n=2");
  expect(await first.json()).toEqual({ name: "pages", tags: ["a", "b"] });
  const next = /^<(.+)>; rel="next"$/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
  const second = await registry.request("GET", next);
  expect(await second.json()).toEqual({ name: "pages", tags: ["c"] });
  expect(second.headers.get("link")).toBeNull();
});

test("a source image's repository can be pushed to, and what was pushed has the tag", async () => {
  const { digest } = await registry.pushImage("forest", "1");
  const { imageDetails = [] } = await registry.ecr.send(
    new DescribeImagesCommand({ repositoryName: "forest" }),
  );
  expect(imageDetails).toHaveLength(2);
  expect(imageDetails.find(({ imageTags }) => imageTags?.includes("1"))?.imageDigest).toBe(digest);
  await registry.ecr.send(
    new BatchDeleteImageCommand({ repositoryName: "forest", imageIds: [{ imageTag: "1" }] }),
  );
  const after = await registry.ecr.send(new DescribeImagesCommand({ repositoryName: "forest" }));
  expect(after.imageDetails?.map(({ imageTags }) => imageTags)).toEqual([["1"]]);
});
