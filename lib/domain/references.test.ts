import { expect, test } from "vitest";
import { algorithmName, parseImageReference, shortReference } from "./image-references";
import { mapLimited } from "./map-limited";
import { parseS3Uri, s3Uri } from "./s3-uris";
import { partCountFor, partRange, partSizeFor } from "./upload-parts";
import { datasetOfUri, jobOfModelUri, modelArchiveUri, outputArchiveUri } from "./workspace";

const REFERENCE = "000000000000.dkr.ecr.us-east-1.amazonaws.com/team/random-forest:0.1.0";

test("an image's reference tells registry, repository and tag apart", () => {
  const parsed = parseImageReference(REFERENCE);
  expect(parsed).toEqual({
    registry: "000000000000.dkr.ecr.us-east-1.amazonaws.com",
    repository: "team/random-forest",
    tag: "0.1.0",
    digest: null,
  });
  expect(parsed && algorithmName(parsed)).toBe("random-forest-0-1-0");
  expect(shortReference(REFERENCE)).toBe("team/random-forest:0.1.0");
  expect(parseImageReference("localhost:5000/x@sha256:ab")).toMatchObject({
    registry: "localhost:5000",
    repository: "x",
    tag: null,
    digest: "sha256:ab",
  });
  expect(parseImageReference("Not an image")).toBeNull();
});

test("S3 keys may hold what URLs may not", () => {
  const location = { bucket: "my-bucket", key: "a//b?c#d/" };
  expect(parseS3Uri(s3Uri(location))).toEqual(location);
  expect(parseS3Uri("s3://my-bucket")).toEqual({ bucket: "my-bucket", key: "" });
  expect(parseS3Uri("https://my-bucket/x")).toBeNull();
  expect(parseS3Uri("s3://../x")).toBeNull();
});

test("datasets and jobs are found again from where their data lies", () => {
  expect(datasetOfUri("s3://ws-bucket/datasets/bigmart/data/", "ws-bucket")).toBe("bigmart");
  expect(datasetOfUri("s3://other/datasets/bigmart/data/", "ws-bucket")).toBeNull();
  expect(datasetOfUri("s3://ws-bucket/datasets/../x", "ws-bucket")).toBeNull();
  expect(jobOfModelUri(modelArchiveUri("s3://ws-bucket/output/", "rf-1"))).toBe("rf-1");
  expect(jobOfModelUri("s3://ws-bucket/model.tar.gz")).toBeNull();
  expect(outputArchiveUri("s3://b-b/o", "j")).toBe("s3://b-b/o/j/output/output.tar.gz");
});

test("parts cover the file without gap, at most 10,000 of them", () => {
  const size = 20 * 1024 * 1024 + 7;
  const ranges = Array.from({ length: partCountFor(size) }, (_, at) => partRange(size, at + 1));
  expect(ranges[0]?.start).toBe(0);
  expect(ranges.at(-1)?.end).toBe(size);
  for (const [at, range] of ranges.entries()) expect(range.start).toBe(ranges[at - 1]?.end ?? 0);
  const largest = 5 * 1024 ** 4;
  expect(partCountFor(largest)).toBeLessThanOrEqual(10_000);
  expect(partSizeFor(1)).toBe(8 * 1024 * 1024);
});

test("work is done in order, a few at a time, and the first failure ends it", async () => {
  let running = 0;
  let most = 0;
  const results = await mapLimited([1, 2, 3, 4, 5], 2, async (n) => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    return n * 10;
  });
  expect(results).toEqual([10, 20, 30, 40, 50]);
  expect(most).toBe(2);
  await expect(
    mapLimited([1, 2], 1, async (n) => Promise.reject(new Error(`no ${n}`))),
  ).rejects.toThrow("no 1");
});
