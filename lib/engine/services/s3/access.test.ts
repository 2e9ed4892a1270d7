import { request as httpRequest } from "node:http";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketCorsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  PutBucketCorsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestEngine, type TestEngine } from "../../testing/test-engine.ts";

const Bucket = "access-test";
const ORIGIN = "http://127.0.0.1:3000";
let engine: TestEngine;
let s3: S3Client;

beforeAll(async () => {
  engine = await startTestEngine();
  s3 = new S3Client({ ...engine.client, requestChecksumCalculation: "WHEN_REQUIRED" });
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket, Key: "k", Body: "content" }));
});
afterAll(async () => {
  s3.destroy();
  await engine.dispose();
});

const presignedGet = (expiresIn = 60, signingDate = new Date()) =>
  getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: "k" }), { expiresIn, signingDate });

test("a bucket that is taken for another account's is left alone", async () => {
  const asked = (ExpectedBucketOwner: string) =>
    s3.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner }));
  expect((await asked("000000000000")).BucketRegion).toBe("us-east-1");
  await expect(asked("111111111111")).rejects.toMatchObject({
    $metadata: { httpStatusCode: 403 },
  });
});

test("a bucket has no versions, which clients ask before they empty it", async () => {
  const answer = await s3.send(new GetBucketVersioningCommand({ Bucket }));
  expect(answer.Status).toBeUndefined();
  const versioned = { Bucket, VersioningConfiguration: { Status: "Enabled" } } as const;
  await expect(s3.send(new PutBucketVersioningCommand(versioned))).rejects.toMatchObject({
    name: "NotImplemented",
    message: expect.stringContaining("docs/engine-coverage.md"),
  });
});

test("who asks for an old version neither gets the current one nor deletes it", async () => {
  const old = { Bucket, Key: "k", VersionId: "3sL4kqtJlcpXroDTDmJ" };
  const refusal = { name: "InvalidArgument", message: "Invalid version id specified" };
  await expect(s3.send(new GetObjectCommand(old))).rejects.toMatchObject(refusal);
  await expect(s3.send(new DeleteObjectCommand(old))).rejects.toMatchObject(refusal);
  const Objects = [{ Key: old.Key, VersionId: old.VersionId }];
  const { Deleted, Errors } = await s3.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects } }),
  );
  expect([Deleted ?? [], Errors?.map(({ Code }) => Code)]).toEqual([[], ["InvalidArgument"]]);
  const { Body } = await s3.send(new GetObjectCommand({ ...old, VersionId: "null" }));
  expect(await Body?.transformToString()).toBe("content");
});

describe("presigned URLs", () => {
  test("get, with the headers that the signer chose", async () => {
    const url = await getSignedUrl(
      s3,
      new GetObjectCommand({
        Bucket,
        Key: "k",
        ResponseContentDisposition: 'attachment; filename="n.csv"',
        ResponseContentType: "text/csv",
      }),
    );
    const response = await fetch(url);
    expect(await response.text()).toBe("content");
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="n.csv"');
    expect(response.headers.get("content-type")).toBe("text/csv");
  });

  test("put", async () => {
    const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: "put here/ü" }));
    expect((await fetch(url, { method: "PUT", body: "uploaded" })).status).toBe(200);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: "put here/ü" }));
    expect(await Body?.transformToString()).toBe("uploaded");
  });

  test("put with metadata that the signer chose", async () => {
    const put = new PutObjectCommand({ Bucket, Key: "described", Metadata: { rows: "7" } });
    const url = await getSignedUrl(s3, put);
    expect((await fetch(url, { method: "PUT", body: "x" })).status).toBe(200);
    const { Metadata } = await s3.send(new GetObjectCommand({ Bucket, Key: "described" }));
    expect(Metadata).toEqual({ rows: "7" });
  });

  test("that embed the checksum of an empty body take no other one", async () => {
    const signer = new S3Client(engine.client);
    const url = await getSignedUrl(signer, new PutObjectCommand({ Bucket, Key: "empty" }));
    const response = await fetch(url, { method: "PUT", body: "not empty" });
    expect(await response.text()).toContain("<Code>BadDigest</Code>");
  });

  test("that are altered are SignatureDoesNotMatch", async () => {
    const response = await fetch((await presignedGet()).replace("/k?", "/other?"));
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("<Code>SignatureDoesNotMatch</Code>");
  });

  test("that are expired are AccessDenied", async () => {
    const response = await fetch(await presignedGet(60, new Date(Date.now() - 61_000)));
    expect(response.status).toBe(403);
    const xml = await response.text();
    expect(xml).toContain("<Code>AccessDenied</Code><Message>Request has expired</Message>");
  });

  test("may not be given further x-amz headers on the way", async () => {
    const response = await fetch(await presignedGet(), { headers: { "x-amz-acl": "public-read" } });
    expect(await response.text()).toContain("<HeadersNotSigned>x-amz-acl</HeadersNotSigned>");
  });
});

describe("requests without a good signature", () => {
  test("anonymous ones are AccessDenied", async () => {
    const response = await fetch(`${engine.url}/${Bucket}/k`);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("<Code>AccessDenied</Code>");
  });

  test("a clock that is an hour off is RequestTimeTooSkewed", async () => {
    const late = new S3Client({ ...engine.client, systemClockOffset: -3_600_000 });
    await expect(late.send(new GetObjectCommand({ Bucket, Key: "k" }))).rejects.toMatchObject({
      name: "RequestTimeTooSkewed",
    });
  });

  test("a body other than the signed one is refused and not stored", async () => {
    const put = new PutObjectCommand({ Bucket, Key: "tampered", Body: "signed bytes" });
    put.middlewareStack.add(
      (next) => (args) => {
        Object.assign(args.request as object, { body: "stolen bytes" });
        return next(args);
      },
      { step: "deserialize", name: "tamper" },
    );
    await expect(s3.send(put)).rejects.toMatchObject({ name: "XAmzContentSHA256Mismatch" });
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: "tampered" }))).rejects.toMatchObject({
      name: "NoSuchKey",
    });
  });

  test("a stranger's Host is refused before anything else", async () => {
    const status = await new Promise((resolve, reject) => {
      httpRequest(`${engine.url}/_trainyard/health`, { headers: { host: "evil.example" } })
        .on("response", (response) => resolve(response.resume().statusCode))
        .on("error", reject)
        .end();
    });
    expect(status).toBe(403);
  });
});

describe("CORS", () => {
  const preflight = (path: string, method: string, headers: Record<string, string> = {}) =>
    fetch(`${engine.url}${path}`, {
      method: "OPTIONS",
      headers: { origin: ORIGIN, "access-control-request-method": method, ...headers },
    });

  test("without a rule nothing is allowed", async () => {
    await expect(s3.send(new GetBucketCorsCommand({ Bucket }))).rejects.toMatchObject({
      name: "NoSuchCORSConfiguration",
    });
    expect((await preflight(`/${Bucket}/k`, "PUT")).status).toBe(403);
    const response = await fetch(await presignedGet(), { headers: { origin: ORIGIN } });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("a rule allows what it names, in answers and in refusals", async () => {
    const CORSRules = [
      {
        ID: "trainyard",
        AllowedOrigins: ["http://127.0.0.1:*"],
        AllowedMethods: ["GET", "PUT"],
        AllowedHeaders: ["content-*"],
        ExposeHeaders: ["ETag"],
        MaxAgeSeconds: 600,
      },
    ];
    await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    const { CORSRules: kept } = await s3.send(new GetBucketCorsCommand({ Bucket }));
    expect(kept).toEqual(CORSRules);

    const allowed = await preflight(`/${Bucket}/k`, "PUT", {
      "access-control-request-headers": "Content-Type",
    });
    expect(allowed.status).toBe(200);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      "access-control-allow-origin": ORIGIN,
      "access-control-allow-methods": "GET, PUT",
      "access-control-allow-headers": "content-type",
      "access-control-expose-headers": "ETag",
      "access-control-max-age": "600",
    });
    expect((await preflight(`/${Bucket}/k`, "DELETE")).status).toBe(403);
    const unlisted = { "access-control-request-headers": "x-other" };
    expect((await preflight(`/${Bucket}/k`, "PUT", unlisted)).status).toBe(403);
    const refusal = await fetch(`${engine.url}/${Bucket}/k`, { headers: { origin: ORIGIN } });
    expect(refusal.headers.get("access-control-allow-origin")).toBe(ORIGIN);
  });

  test("services other than S3 allow no other origin", async () => {
    const response = await fetch(engine.url, {
      method: "POST",
      headers: { origin: ORIGIN, "x-amz-target": "SageMaker.ListModels" },
      body: "{}",
    });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(await response.json()).toMatchObject({ __type: "MissingAuthenticationTokenException" });
  });
});
