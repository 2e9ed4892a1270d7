import { createHash, randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestEngine, type TestEngine } from "../../testing/test-engine.ts";

const Bucket = "objects-test";
let engine: TestEngine;
let s3: S3Client;

beforeAll(async () => {
  engine = await startTestEngine();
  s3 = new S3Client(engine.client);
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  s3.destroy();
  await engine.dispose();
});

const put = (Key: string, Body: string | Uint8Array = "x") =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body }));

async function text(Key: string): Promise<string | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
}

describe("buckets", () => {
  test("are created, found, listed, located and deleted", async () => {
    const other = { Bucket: "second.bucket-1" };
    await s3.send(new CreateBucketCommand(other));
    await expect(s3.send(new HeadBucketCommand(other))).resolves.toMatchObject({
      BucketRegion: "us-east-1",
    });
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets.map(({ Name }) => Name)).toContain(other.Bucket);
    const { LocationConstraint } = await s3.send(new GetBucketLocationCommand(other));
    expect(LocationConstraint ?? "").toBe("");
    await s3.send(new DeleteBucketCommand(other));
    await expect(s3.send(new HeadBucketCommand(other))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
  });

  test.each(["No", "UPPER-case", "a..b", "192.168.0.1", "-start", "ab"])(
    "refuses the name %s",
    async (name) => {
      await expect(s3.send(new CreateBucketCommand({ Bucket: name }))).rejects.toMatchObject({
        name: "InvalidBucketName",
      });
    },
  );

  test("with objects are not deleted", async () => {
    await put("keeps-the-bucket");
    await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: "BucketNotEmpty",
    });
  });
});

describe("objects", () => {
  test("keep their bytes, headers and metadata, whatever framing they came in", async () => {
    const bytes = randomBytes(300_001);
    const { ETag } = await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: "described",
        Body: bytes,
        ContentType: "text/csv",
        ContentDisposition: 'attachment; filename="a b.csv"',
        ContentEncoding: "identity",
        CacheControl: "no-cache",
        Metadata: { colour: "grün", rows: "12" },
      }),
    );
    expect(ETag).toBe(`"${createHash("md5").update(bytes).digest("hex")}"`);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: "described" }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
    expect(got).toMatchObject({
      ContentLength: bytes.length,
      ContentType: "text/csv",
      ContentDisposition: 'attachment; filename="a b.csv"',
      ContentEncoding: "identity",
      CacheControl: "no-cache",
      ETag,
    });
    const encodedWord = `=?UTF-8?B?${Buffer.from("grün").toString("base64")}?=`;
    expect(got.Metadata).toEqual({ rows: "12", colour: encodedWord });
  });

  test.each([
    "a//b",
    "dir/",
    "../../etc/passwd",
    "./x",
    "ключ/日本 😀",
    "a b+c&d=e?f#g%20",
    "'!()*~",
  ])("the key %s is just a string", async (key) => {
    await put(key, key);
    expect(await text(key)).toBe(key);
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: key }));
    expect(Contents.map(({ Key }) => Key)).toContain(key);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: key }));
    await expect(text(key)).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  test("a key of 1025 bytes is too long", async () => {
    await put("k".repeat(1024));
    await expect(put("k".repeat(1025))).rejects.toMatchObject({ name: "KeyTooLongError" });
  });

  test("an empty object has no bytes and the MD5 of nothing", async () => {
    const { ETag } = await put("empty", new Uint8Array());
    expect(ETag).toBe('"d41d8cd98f00b204e9800998ecf8427e"');
    expect(await text("empty")).toBe("");
  });

  test.each([
    ["bytes=0-3", "0123", "bytes 0-3/10"],
    ["bytes=7-", "789", "bytes 7-9/10"],
    ["bytes=-2", "89", "bytes 8-9/10"],
    ["bytes=8-100", "89", "bytes 8-9/10"],
  ])("range %s", async (Range, expected, ContentRange) => {
    await put("ranged", "0123456789");
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: "ranged", Range }));
    expect(await got.Body?.transformToString()).toBe(expected);
    expect(got).toMatchObject({ ContentRange, $metadata: { httpStatusCode: 206 } });
  });

  test("a range beyond the end is InvalidRange", async () => {
    await put("ranged", "0123456789");
    const get = new GetObjectCommand({ Bucket, Key: "ranged", Range: "bytes=10-" });
    await expect(s3.send(get)).rejects.toMatchObject({
      name: "InvalidRange",
      $metadata: { httpStatusCode: 416 },
    });
  });

  test("conditions are honoured in reads", async () => {
    const { ETag } = await put("conditional", "v1");
    const get = (conditions: object) =>
      s3.send(new GetObjectCommand({ Bucket, Key: "conditional", ...conditions }));
    await expect(get({ IfMatch: ETag })).resolves.toMatchObject({ ETag });
    await expect(get({ IfMatch: '"other"' })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(get({ IfNoneMatch: ETag })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
    await expect(get({ IfModifiedSince: new Date(Date.now() - 60_000) })).resolves.toBeDefined();
    await expect(get({ IfUnmodifiedSince: new Date(0) })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
  });

  test("of two writers that each demand to be first, one is refused", async () => {
    const first = () =>
      s3.send(new PutObjectCommand({ Bucket, Key: "once", Body: "x", IfNoneMatch: "*" }));
    const results = await Promise.allSettled([first(), first()]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(first()).rejects.toMatchObject({ name: "PreconditionFailed" });
  });

  test("a copy keeps or replaces metadata, and has its own ETag", async () => {
    const source = { Bucket, Key: "source ü/1", Body: "copied", Metadata: { a: "1" } };
    await s3.send(new PutObjectCommand(source));
    const CopySource = `${Bucket}/${encodeURIComponent(source.Key)}`;
    const { CopyObjectResult } = await s3.send(
      new CopyObjectCommand({ Bucket, Key: "copy", CopySource }),
    );
    expect(CopyObjectResult?.ETag).toBe(`"${createHash("md5").update("copied").digest("hex")}"`);
    expect(await text("copy")).toBe("copied");
    await s3.send(
      new CopyObjectCommand({
        Bucket,
        Key: "copy",
        CopySource,
        MetadataDirective: "REPLACE",
        Metadata: { b: "2" },
      }),
    );
    const { Metadata } = await s3.send(new HeadObjectCommand({ Bucket, Key: "copy" }));
    expect(Metadata).toEqual({ b: "2" });
    await expect(
      s3.send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/nothing` })),
    ).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  test("many are deleted at once, the missing ones too", async () => {
    await Promise.all(["many/1", "many/2"].map((key) => put(key)));
    const { Deleted } = await s3.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: [{ Key: "many/1" }, { Key: "many/2" }, { Key: "many/never" }] },
      }),
    );
    expect(Deleted?.map(({ Key }) => Key)).toEqual(["many/1", "many/2", "many/never"]);
    await expect(text("many/1")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  test("replaced and deleted objects leave no bytes behind", async () => {
    const files = () => readdir(join(engine.dataDirectory, "engine", "blobs"));
    const before = (await files()).length;
    await put("replaced", "1");
    await put("replaced", "2");
    expect((await files()).length).toBe(before + 1);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "replaced" }));
    expect((await files()).length).toBe(before);
  });

  test("a bucket that does not exist is NoSuchBucket", async () => {
    const absent = { Bucket: "absent-bucket", Key: "x" };
    await expect(s3.send(new PutObjectCommand({ ...absent, Body: "x" }))).rejects.toMatchObject({
      name: "NoSuchBucket",
      $metadata: { httpStatusCode: 404 },
    });
  });
});
