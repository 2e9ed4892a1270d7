import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type EngineProcess, startEngineProcess } from "../testing/engine-process.ts";

const Bucket = "durable";
const MIB = 1024 * 1024;
let data: string;
let engine: EngineProcess;

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "trainyard-durability-"));
  engine = await startEngineProcess(data);
});
afterEach(async () => {
  await engine.end("SIGKILL");
  await rm(data, { recursive: true, force: true });
});

const blobs = () => readdir(join(data, "engine", "blobs"));
const client = () =>
  new S3Client({ ...engine.client, requestChecksumCalculation: "WHEN_REQUIRED" });

async function killAndRestart(): Promise<void> {
  await engine.end("SIGKILL");
  engine = await startEngineProcess(data);
}

/** A body that sends its first piece and then keeps the request open. */
function stalledBody(first: Buffer): Readable {
  let isSent = false;
  return new Readable({
    read() {
      if (isSent) return;
      isSent = true;
      this.push(first);
    },
  });
}

describe("what S3 acknowledged survives kill -9", () => {
  test("objects that were put one after another, killed in the middle of the next", async () => {
    const s3 = client();
    await s3.send(new CreateBucketCommand({ Bucket }));
    const acknowledged: string[] = [];
    const writing = (async () => {
      for (let count = 0; ; count += 1) {
        const Key = `k/${count}`;
        await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key.repeat(1000) }));
        acknowledged.push(Key);
      }
    })().catch((error: Error) => error.name);
    await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(20), { timeout: 10_000 });
    await killAndRestart();
    expect(await writing).toBeDefined();

    const after = client();
    for (const Key of acknowledged) {
      const { Body } = await after.send(new GetObjectCommand({ Bucket, Key }));
      expect(await Body?.transformToString()).toBe(Key.repeat(1000));
    }
    // At most the write that was never answered is there beside them, and no stray bytes.
    const { KeyCount = 0 } = await after.send(new ListObjectsV2Command({ Bucket }));
    expect(KeyCount - acknowledged.length).toBeLessThanOrEqual(1);
    expect((await blobs()).length).toBe(KeyCount);
  });

  test("half an upload is gone, and the object it would have replaced is whole", async () => {
    const s3 = client();
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: "k", Body: "before" }));
    const put = s3
      .send(
        new PutObjectCommand({
          Bucket,
          Key: "k",
          Body: stalledBody(randomBytes(MIB)),
          ContentLength: 2 * MIB,
        }),
      )
      .catch((error: Error) => error);
    await vi.waitFor(async () => expect((await blobs()).length).toBe(2), { timeout: 10_000 });
    await killAndRestart();
    expect(await put).toBeInstanceOf(Error);
    const { Body } = await client().send(new GetObjectCommand({ Bucket, Key: "k" }));
    expect(await Body?.transformToString()).toBe("before");
    expect((await blobs()).length).toBe(1);
  });

  test("parts of an open multipart upload, which can then be completed", async () => {
    const s3 = client();
    await s3.send(new CreateBucketCommand({ Bucket }));
    const part = randomBytes(MIB);
    const Key = "joined";
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const { ETag } = await s3.send(
      new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: part }),
    );
    await killAndRestart();
    const after = client();
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await after.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }),
    );
    const { Body } = await after.send(new GetObjectCommand({ Bucket, Key }));
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(part)).toBe(true);
  });
});

describe("uploads that break off", () => {
  test("leave nothing behind in a running engine", async () => {
    const s3 = client();
    await s3.send(new CreateBucketCommand({ Bucket }));
    const abort = new AbortController();
    const put = s3
      .send(
        new PutObjectCommand({
          Bucket,
          Key: "cut",
          Body: stalledBody(randomBytes(MIB)),
          ContentLength: 2 * MIB,
        }),
        { abortSignal: abort.signal },
      )
      .catch((error: Error) => error);
    await vi.waitFor(async () => expect((await blobs()).length).toBe(1), { timeout: 10_000 });
    abort.abort();
    expect(await put).toBeInstanceOf(Error);
    await vi.waitFor(async () => expect(await blobs()).toEqual([]), { timeout: 10_000 });
    const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(KeyCount).toBe(0);
  });
});

describe("one engine per data directory", () => {
  test("a second one refuses and names the first; the lock of a killed one is taken over", async () => {
    await expect(startEngineProcess(data)).rejects.toThrow(`process ${engine.pid}`);
    await killAndRestart();
    expect(await engine.end("SIGTERM")).toBe(0);
    expect(await readdir(join(data, "engine"))).not.toContain("lock.db.pid");
    engine = await startEngineProcess(data);
  });

  test("of several that start at once on what a killed one left, one gets it", async () => {
    await engine.end("SIGKILL");
    const starts = await Promise.allSettled([1, 2, 3].map(() => startEngineProcess(data)));
    const [winner, ...others] = starts.flatMap((start) =>
      start.status === "fulfilled" ? [start.value] : [],
    );
    expect(others).toEqual([]);
    if (!winner) throw new Error("None of them started.");
    engine = winner;
    for (const start of starts) {
      if (start.status === "rejected")
        expect(String(start.reason)).toContain("is using this data directory");
    }
  });

  test("credentials are kept, and readable by their owner alone", async () => {
    const { credentials } = engine.client;
    const { mode } = await stat(join(data, "credentials.json"));
    expect(mode & 0o777).toBe(0o600);
    await killAndRestart();
    expect(engine.client.credentials).toEqual(credentials);
  });
});
