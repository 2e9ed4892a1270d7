import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { GetBucketCorsCommand, PutBucketCorsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clientsFor } from "@/lib/aws/clients";
import { CORS_RULE } from "@/lib/aws/s3-buckets";
import { putText } from "@/lib/aws/s3-objects";
import { listParts, startMultipart } from "@/lib/aws/s3-uploads";
import type { Target } from "@/lib/aws/targets";
import { partRange, partSizeFor } from "@/lib/domain/upload-parts";
import { startTestEngine, type TestEngine } from "@/lib/engine/testing/test-engine";
import { allowUploads, corsStatus } from "./cors";
import { deleteDataset, downloadFile, getDataset, listDatasets, updateSettings } from "./datasets";
import { getRows } from "./profile/dataset-rows";
import { testTarget } from "./testing/test-target";
import { abortUpload, completeUpload, signParts, startUpload, uploadedParts } from "./uploads";

let engine: TestEngine;
let target: Target;

beforeAll(async () => {
  engine = await startTestEngine();
  target = testTarget(engine);
});
afterAll(() => engine.dispose());

const row = (at: number) => `${at},${at % 3 ? "Small" : "Large"},${at * 1.25}`;
const csv = (rows: number) =>
  `n,size,sales\n${Array.from({ length: rows }, (_, at) => row(at)).join("\n")}\n`;

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("base64");

/** What the browser does: hash a part, have it signed, PUT it. @returns the HTTP status. */
async function sendPart(
  upload: { name: string; file: string; uploadId: string },
  bytes: Uint8Array<ArrayBuffer>,
  number: number,
  hash?: string,
): Promise<number> {
  const { start, end } = partRange(bytes.length, number);
  const part = bytes.slice(start, end);
  const wanted = { number, sha256: hash ?? sha256(part) };
  const { name, file, uploadId } = upload;
  const { parts } = await signParts(target, name, { file, uploadId, parts: [wanted] });
  const address = parts[0];
  if (!address) throw new Error("no address");
  const { status } = await fetch(address.url, {
    method: "PUT",
    body: part,
    headers: address.headers,
  });
  return status;
}

async function upload(name: string, content: string | Uint8Array, file = "data.csv") {
  const bytes = new Uint8Array(Buffer.from(content));
  const ticket = await startUpload(target, { name, file, size: bytes.length });
  for (let number = 1; number <= ticket.partCount; number += 1) {
    expect(await sendPart(ticket, bytes, number)).toBe(200);
  }
  const { uploadId } = ticket;
  await completeUpload(target, name, { file, uploadId, size: bytes.length });
  return getDataset(target, name);
}

test("a CSV sent in a signed part becomes a dataset that says what is in it", async () => {
  const dataset = await upload("shop", csv(200));
  expect(dataset).toMatchObject({
    name: "shop",
    header: "present",
    delimiter: ",",
    target: "sales",
    rows: { count: 200, exact: true },
    complete: true,
    problem: null,
    ragged: 0,
  });
  expect(dataset.columns.map(({ name, type }) => [name, type])).toEqual([
    ["n", "integer"],
    ["size", "category"],
    ["sales", "number"],
  ]);
  expect(dataset.hash).toMatch(/^[A-Za-z0-9+/]{43}=-1$/);
  const { rows, available } = await getRows(target, "shop", { offset: 198, limit: 10 });
  expect({ rows, available }).toEqual({
    rows: [
      { number: 199, cells: ["198", "Large", "247.5"] },
      { number: 200, cells: ["199", "Small", "248.75"] },
    ],
    available: 200,
  });
});

test("several parts join to the very bytes, hashed as S3 hashes parts", async () => {
  const content = Buffer.from(csv(400_000));
  expect(content.length).toBeGreaterThan(partSizeFor(content.length));
  const dataset = await upload("large", content);
  expect(dataset.size).toBe(content.length);
  expect(dataset.rows.exact).toBe(false);
  expect(Math.abs(dataset.rows.count - 400_000)).toBeLessThan(40_000);
  const { url } = await downloadFile(target, "large", "data.csv");
  const response = await fetch(url);
  expect(response.headers.get("content-disposition")).toContain("data.csv");
  expect(sha256(new Uint8Array(await response.arrayBuffer()))).toBe(sha256(content));
  const digests = [1, 2].map((number) => {
    const { start, end } = partRange(content.length, number);
    return createHash("sha256").update(content.subarray(start, end)).digest();
  });
  expect(dataset.hash).toBe(`${sha256(Buffer.concat(digests))}-2`);
});

test("a part whose bytes are not those of its hash is refused", async () => {
  const bytes = new Uint8Array(Buffer.from(csv(3)));
  const ticket = await startUpload(target, {
    name: "altered",
    file: "data.csv",
    size: bytes.length,
  });
  expect(await sendPart(ticket, bytes, 1, sha256(Buffer.from("other")))).toBe(400);
  const { uploadId, file } = ticket;
  await expect(
    completeUpload(target, "altered", { file, uploadId, size: bytes.length }),
  ).rejects.toMatchObject({ code: "Conflict" });
  await abortUpload(target, "altered", { file, uploadId });
  await expect(uploadedParts(target, "altered", { file, uploadId })).rejects.toMatchObject({
    code: "NotFound",
  });
});

test("an upload that was left goes on with the parts that are there", async () => {
  const bytes = new Uint8Array(Buffer.from(csv(400_000)));
  const plan = { name: "resumed", file: "data.csv", size: bytes.length };
  const first = await startUpload(target, plan);
  await sendPart(first, bytes, 1);
  const again = await startUpload(target, { ...plan, uploadId: first.uploadId });
  expect(again.uploadId).toBe(first.uploadId);
  expect(again.uploaded).toMatchObject([
    {
      number: 1,
      size: partSizeFor(bytes.length),
      sha256: sha256(bytes.slice(0, partSizeFor(bytes.length))),
    },
  ]);
  await sendPart(first, bytes, 2);
  const body = { file: "data.csv", uploadId: first.uploadId, size: bytes.length };
  await completeUpload(target, "resumed", body);
  const dataset = await getDataset(target, "resumed");
  expect(dataset.size).toBe(bytes.length);
  // The answer was lost on the way, and the browser asks again.
  await completeUpload(target, "resumed", body);
  expect(await getDataset(target, "resumed")).toEqual(dataset);
});

test("a name that is taken is refused before anything is sent", async () => {
  await upload("taken", csv(2));
  await expect(
    startUpload(target, { name: "taken", file: "other.csv", size: 5 }),
  ).rejects.toMatchObject({ code: "AlreadyExists" });
});

test("what is no table is kept and says so", async () => {
  const dataset = await upload("letter", "Dear all,\nthis is not a table at all.\nRegards\n");
  expect(dataset).toMatchObject({ problem: "oneColumn", columns: [], target: null });
  expect(await getRows(target, "letter", {})).toMatchObject({ rows: [], available: 0 });
});

test("a compressed file is read through", async () => {
  const dataset = await upload("packed", gzipSync(csv(50)), "data.csv.gz");
  expect(dataset).toMatchObject({ problem: null, sampledRows: 50, target: "sales" });
});

test("the header setting renames the columns and keeps the target's place", async () => {
  await upload("settings", csv(5));
  const changed = await updateSettings(target, "settings", { header: "absent" });
  expect(changed.columns.map(({ name }) => name)).toEqual(["column_0", "column_1", "column_2"]);
  expect(changed.target).toBe("column_2");
  expect(changed.rows.count).toBe(6);
  expect((await getDataset(target, "settings")).header).toBe("absent");
  await expect(updateSettings(target, "settings", { target: "nope" })).rejects.toMatchObject({
    code: "Invalid",
    message: "The dataset has no column named nope.",
  });
  const none = await updateSettings(target, "settings", { target: null });
  expect(none.target).toBeNull();
});

test("lists go page by page, by name, and find part of a name", async () => {
  for (const name of ["page-a", "page-a2", "page-b"]) await upload(name, csv(2));
  const first = await listDatasets(target, { q: "page", limit: 2 });
  expect(first.items.map(({ name }) => name)).toEqual(["page-a", "page-a2"]);
  const second = await listDatasets(target, {
    q: "page",
    limit: 2,
    cursor: first.nextCursor ?? "",
  });
  expect(second).toMatchObject({
    items: [{ name: "page-b", columns: 3, target: "sales" }],
    nextCursor: null,
  });
});

test("a prefix that another tool filled is a dataset too", async () => {
  const bucket = "sagemaker-us-east-1-000000000000";
  await putText(target, { bucket, key: "datasets/notebook/data/x.csv" }, csv(10), "text/csv");
  const dataset = await getDataset(target, "notebook");
  expect(dataset).toMatchObject({ header: "present", target: null, hash: null });
  expect(dataset.columns).toHaveLength(3);
  const empty = { Bucket: bucket, Key: "datasets/marker/data/empty.csv", Body: Buffer.alloc(0) };
  await clientsFor(target).s3.send(new PutObjectCommand(empty));
  expect(await getDataset(target, "marker")).toMatchObject({ problem: "empty", columns: [] });
});

test("deleting takes everything of the dataset and nothing else", async () => {
  await upload("gone", csv(2));
  await upload("gone-not", csv(2));
  const unfinished = await startUpload(target, { name: "gone-too", file: "b.csv", size: 9 });
  const key = "datasets/gone/data/more.csv";
  const bucket = "sagemaker-us-east-1-000000000000";
  const uploadId = await startMultipart(target, { bucket, key }, "text/csv");
  await deleteDataset(target, "gone");
  expect(await listParts(target, { bucket, key }, uploadId)).toBeNull();
  const { name, file } = unfinished;
  expect(await uploadedParts(target, name, { file, uploadId: unfinished.uploadId })).toEqual({
    parts: [],
  });
  await expect(getDataset(target, "gone")).rejects.toMatchObject({ code: "NotFound" });
  expect((await getDataset(target, "gone-not")).size).toBeGreaterThan(0);
  await expect(deleteDataset(target, "gone")).rejects.toMatchObject({ code: "NotFound" });
});

test("the rule for uploads is added once, and lets this machine's pages in", async () => {
  const before = await corsStatus(target);
  expect(before).toMatchObject({ bucketExists: true });
  expect(JSON.parse(before.rule)).toEqual([CORS_RULE]);
  const theirs = {
    ID: "theirs",
    AllowedOrigins: ["https://example.org"],
    AllowedMethods: ["GET"],
  };
  const { s3 } = clientsFor(target);
  const Bucket = before.bucket;
  await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [theirs] } }));
  expect((await corsStatus(target)).ruleExists).toBe(false);
  await allowUploads(target);
  const after = await allowUploads(target);
  expect(after.ruleExists).toBe(true);
  const { CORSRules } = await s3.send(new GetBucketCorsCommand({ Bucket }));
  expect(CORSRules).toEqual([theirs, CORS_RULE]);
  const preflight = (origin: string) =>
    fetch(`${engine.url}/${Bucket}/datasets/x`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "PUT",
        "access-control-request-headers": "x-amz-checksum-sha256",
      },
    });
  expect((await preflight("http://127.0.0.1:3000")).status).toBe(200);
  expect((await preflight("http://evil.example")).status).toBe(403);
});
