import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestEngine, type TestEngine } from "../../testing/test-engine.ts";

let engine: TestEngine;
let s3: S3Client;

beforeAll(async () => {
  engine = await startTestEngine();
  s3 = new S3Client(engine.client);
});
afterAll(async () => {
  s3.destroy();
  await engine.dispose();
});

describe("listing", () => {
  const Listed = "listing-test";
  const keys = ["a/1", "a/2", "a/b/3", "c", "d/\u{1f600}", "d/\ufffd", "e"];
  beforeAll(async () => {
    await s3.send(new CreateBucketCommand({ Bucket: Listed }));
    for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket: Listed, Key, Body: Key }));
  });
  const shape = (page: {
    Contents?: { Key?: string | undefined }[] | undefined;
    CommonPrefixes?: { Prefix?: string | undefined }[] | undefined;
  }) => [
    ...(page.Contents ?? []).map(({ Key }) => Key),
    ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
  ];

  test("is in byte order", async () => {
    const page = await s3.send(new ListObjectsV2Command({ Bucket: Listed }));
    expect(shape(page)).toEqual(["a/1", "a/2", "a/b/3", "c", "d/\ufffd", "d/\u{1f600}", "e"]);
    expect(page).toMatchObject({ KeyCount: 7, IsTruncated: false, MaxKeys: 1000 });
  });

  test("rolls keys up at the delimiter, below a prefix too", async () => {
    const list = (Prefix: string) =>
      s3.send(new ListObjectsV2Command({ Bucket: Listed, Prefix, Delimiter: "/" }));
    expect(shape(await list(""))).toEqual(["c", "e", "a/", "d/"]);
    expect(shape(await list("a/"))).toEqual(["a/1", "a/2", "a/b/"]);
  });

  test.each([1, 2, 3])("pages of %i bring everything once", async (MaxKeys) => {
    const found: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket: Listed, MaxKeys, Delimiter: "/", ContinuationToken }),
      );
      expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys);
      found.push(...shape(page));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect([...found].sort()).toEqual(["a/", "c", "d/", "e"]);
  });

  test("the first version pages by marker", async () => {
    const first = await s3.send(
      new ListObjectsCommand({ Bucket: Listed, MaxKeys: 1, Delimiter: "/" }),
    );
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: "a/" });
    const Marker = first.NextMarker;
    const rest = await s3.send(new ListObjectsCommand({ Bucket: Listed, Marker, Delimiter: "/" }));
    expect(shape(rest)).toEqual(["c", "e", "d/"]);
  });

  test("starts after a key", async () => {
    const page = await s3.send(new ListObjectsV2Command({ Bucket: Listed, StartAfter: "c" }));
    expect(shape(page)[0]).toBe("d/\ufffd");
  });

  test("control characters in keys survive with encoding-type=url", async () => {
    const Key = "control/\u0001\u001f\r\n";
    await s3.send(new PutObjectCommand({ Bucket: Listed, Key, Body: "x" }));
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket: Listed, Prefix: "control/", EncodingType: "url" }),
    );
    expect(shape(page)).toEqual(["control/%01%1F%0D%0A"]);
    await s3.send(new DeleteObjectCommand({ Bucket: Listed, Key }));
  });

  test("a body with what XML cannot hold is refused before anything is deleted", async () => {
    const Objects = [{ Key: "e" }, { Key: "control/\u0001" }];
    await expect(
      s3.send(new DeleteObjectsCommand({ Bucket: Listed, Delete: { Objects } })),
    ).rejects.toMatchObject({ name: "MalformedXML" });
    expect(shape(await s3.send(new ListObjectsV2Command({ Bucket: Listed })))).toContain("e");
  });

  test("a made-up continuation token is InvalidArgument", async () => {
    await expect(
      s3.send(new ListObjectsV2Command({ Bucket: Listed, ContinuationToken: "nonsense" })),
    ).rejects.toMatchObject({ name: "InvalidArgument" });
  });
});
