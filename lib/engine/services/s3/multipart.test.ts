import { createHash, randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestEngine, type TestEngine } from "../../testing/test-engine.ts";

const Bucket = "multipart-test";
const MIB = 1024 * 1024;
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

type Extra = Partial<ConstructorParameters<typeof CreateMultipartUploadCommand>[0]>;

async function create(Key: string, extra: Extra = {}) {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...extra }));
  return { Bucket, Key, UploadId };
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
const md5 = (bytes: Uint8Array) => createHash("md5").update(bytes).digest();

describe("multipart uploads", () => {
  test("join parts under S3's ETag and composite checksum, in order of their numbers", async () => {
    const parts = [randomBytes(5 * MIB), randomBytes(5 * MIB + 1), randomBytes(10)];
    const upload = await create("joined", {
      ChecksumAlgorithm: "SHA256",
      ContentType: "text/csv",
      Metadata: { rows: "3" },
    });
    const sent = await Promise.all(
      parts.map(async (Body, index) => {
        const part = { ...upload, PartNumber: index + 1, Body };
        const { ETag, ChecksumSHA256 } = await s3.send(
          new UploadPartCommand({ ...part, ChecksumAlgorithm: "SHA256" }),
        );
        expect(ChecksumSHA256).toBe(sha256(Body).toString("base64"));
        return { ETag, ChecksumSHA256, PartNumber: index + 1 };
      }),
    );
    const listed = await s3.send(new ListPartsCommand(upload));
    expect(listed.Parts?.map(({ Size }) => Size)).toEqual(parts.map(({ length }) => length));
    const done = await s3.send(
      new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: sent } }),
    );
    const etag = md5(Buffer.concat(parts.map(md5))).toString("hex");
    const checksum = sha256(Buffer.concat(parts.map(sha256))).toString("base64");
    expect(done).toMatchObject({ ETag: `"${etag}-3"`, ChecksumSHA256: `${checksum}-3` });

    const got = await s3.send(
      new GetObjectCommand({ Bucket, Key: "joined", ChecksumMode: "ENABLED" }),
    );
    const bytes = Buffer.from((await got.Body?.transformToByteArray()) ?? []);
    expect(bytes.equals(Buffer.concat(parts))).toBe(true);
    expect(got).toMatchObject({
      ChecksumType: "COMPOSITE",
      ContentType: "text/csv",
      Metadata: { rows: "3" },
    });
    await expect(s3.send(new ListPartsCommand(upload))).rejects.toMatchObject({
      name: "NoSuchUpload",
    });
  });

  test("a range may lie across parts, and a part may be asked for by its number", async () => {
    const [first, second] = [Buffer.alloc(5 * MIB, "a"), Buffer.from("bbb")];
    const upload = await create("across");
    const Parts = [];
    for (const [index, Body] of [first, second].entries()) {
      const PartNumber = index + 1;
      const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
      Parts.push({ ETag, PartNumber });
    }
    await s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    const Range = `bytes=${5 * MIB - 2}-${5 * MIB + 1}`;
    const ranged = await s3.send(new GetObjectCommand({ Bucket, Key: "across", Range }));
    expect(await ranged.Body?.transformToString()).toBe("aabb");
    const part = await s3.send(new HeadObjectCommand({ Bucket, Key: "across", PartNumber: 2 }));
    expect(part).toMatchObject({ ContentLength: 3, PartsCount: 2 });
  });

  test("a completion that is asked for again is answered again, as long as its object is there", async () => {
    const upload = await create("retried");
    const { ETag } = await s3.send(
      new UploadPartCommand({ ...upload, PartNumber: 1, Body: "once" }),
    );
    const complete = (tag = ETag) =>
      s3.send(
        new CompleteMultipartUploadCommand({
          ...upload,
          MultipartUpload: { Parts: [{ ETag: tag, PartNumber: 1 }] },
        }),
      );
    const [first, atOnce] = await Promise.all([complete(), complete()]);
    const later = await complete();
    const { $metadata: _, ...answer } = first;
    expect(atOnce).toMatchObject(answer);
    expect(later).toMatchObject(answer);
    const gone = { name: "NoSuchUpload" };
    await expect(complete('"other"')).rejects.toMatchObject(gone);
    await s3.send(new PutObjectCommand({ Bucket, Key: "retried", Body: "another" }));
    await expect(complete()).rejects.toMatchObject(gone);
  });

  test("what is wrong with the list of parts is named", async () => {
    const upload = await create("refused");
    const put = async (PartNumber: number, Body: Uint8Array) => {
      const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
      return { PartNumber, ETag };
    };
    const [one, two] = [await put(1, Buffer.from("small")), await put(2, Buffer.from("last"))];
    const complete = (Parts: { PartNumber: number; ETag: string | undefined }[]) =>
      s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    await expect(complete([one, two])).rejects.toMatchObject({ name: "EntityTooSmall" });
    await expect(complete([two, one])).rejects.toMatchObject({ name: "InvalidPartOrder" });
    await expect(complete([{ ...one, ETag: '"x"' }])).rejects.toMatchObject({
      name: "InvalidPart",
    });
    await expect(complete([{ PartNumber: 3, ETag: '"x"' }])).rejects.toMatchObject({
      name: "InvalidPart",
    });
    await expect(put(10_001, Buffer.from("x"))).rejects.toMatchObject({ name: "InvalidArgument" });
  });

  test("are listed while they are open, and leave nothing behind when aborted", async () => {
    const blobs = async () => (await readdir(join(engine.dataDirectory, "engine", "blobs"))).length;
    const before = await blobs();
    const upload = await create("given-up");
    for (const Body of ["first", "again"]) {
      await s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body }));
    }
    expect(await blobs()).toBe(before + 1);
    const { Uploads = [] } = await s3.send(
      new ListMultipartUploadsCommand({ Bucket, Prefix: "given" }),
    );
    expect(Uploads.map(({ UploadId }) => UploadId)).toEqual([upload.UploadId]);
    await s3.send(new AbortMultipartUploadCommand(upload));
    expect(await blobs()).toBe(before);
    await expect(s3.send(new AbortMultipartUploadCommand(upload))).rejects.toMatchObject({
      name: "NoSuchUpload",
    });
  });

  test("take parts from other objects, and a checksum over the whole object", async () => {
    const source = randomBytes(5 * MIB + 100);
    await s3.send(new PutObjectCommand({ Bucket, Key: "source", Body: source }));
    const upload = await create("copied", {
      ChecksumAlgorithm: "CRC32",
      ChecksumType: "FULL_OBJECT",
    });
    const ranges = [
      [1, `bytes=0-${5 * MIB - 1}`],
      [2, `bytes=${5 * MIB}-${source.length - 1}`],
    ] as const;
    const Parts = [];
    for (const [PartNumber, CopySourceRange] of ranges) {
      const { CopyPartResult } = await s3.send(
        new UploadPartCopyCommand({
          ...upload,
          PartNumber,
          CopySource: `${Bucket}/source`,
          CopySourceRange,
        }),
      );
      Parts.push({ PartNumber, ETag: CopyPartResult?.ETag });
    }
    await s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    // The SDK itself verifies a full-object checksum while it reads.
    const got = await s3.send(
      new GetObjectCommand({ Bucket, Key: "copied", ChecksumMode: "ENABLED" }),
    );
    expect(got.ChecksumType).toBe("FULL_OBJECT");
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(source)).toBe(true);
  });
});
