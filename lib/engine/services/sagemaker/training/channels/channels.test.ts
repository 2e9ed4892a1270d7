import { gzipSync } from "node:zlib";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Channel, S3DataSource } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sandboxMissing } from "../../../../runners/testing/machine.ts";
import { type ProbeImage, probeImage, TEST_BUCKET } from "../../../../testing/probe-image.ts";
import { startTestEngine, type TestEngine } from "../../../../testing/test-engine.ts";
import { type TrainingClient, trainingClient } from "../../../../testing/training.ts";

let engine: TestEngine;
let client: TrainingClient;
let image: ProbeImage;

const MANIFEST = [{ prefix: `s3://${TEST_BUCKET}/rows/` }, "deep/b.csv", "a.csv"];

const OBJECTS: Record<string, string | Buffer> = {
  "rows/a.csv": "a\n",
  "rows/deep/b.csv": "b\n",
  "rows/left-out.csv": "c\n",
  "packed/one.csv": gzipSync("one\n"),
  "broken/one.csv": "no gzip",
  "manifests/good.manifest": JSON.stringify(MANIFEST),
  "manifests/missing.manifest": JSON.stringify([MANIFEST[0], "nowhere.csv"]),
  "manifests/text.manifest": "rows/a.csv",
  "manifests/shapeless.manifest": JSON.stringify(["rows/a.csv"]),
  "manifests/empty.manifest": JSON.stringify([MANIFEST[0]]),
  "manifests/escape.manifest": JSON.stringify([MANIFEST[0], "../rows/a.csv"]),
  "rows/../rows/a.csv": "escaped\n",
};

beforeAll(async () => {
  image = await probeImage("probe", {
    train:
      'cd $ml/input/data && find . -type f | sort | while read -r file; do echo "$file: $(cat "$file")"; done; touch training/new 2>&1 | grep -o "Read-only.*"; echo over',
  });
  engine = await startTestEngine({
    runner: sandboxMissing === undefined ? "sandbox" : "process",
    imageDirectories: [image.directory],
  });
  client = trainingClient(engine);
  const s3 = new S3Client(engine.client);
  for (const [Key, Body] of Object.entries(OBJECTS))
    await s3.send(new PutObjectCommand({ Bucket: TEST_BUCKET, Key, Body }));
});

afterAll(async () => {
  await engine.dispose();
  await image.dispose();
});

const channel = (
  key: string,
  source: Partial<S3DataSource> = {},
  more: Partial<Channel> = {},
): Channel => ({
  ChannelName: "training",
  DataSource: {
    S3DataSource: { S3DataType: "S3Prefix", S3Uri: `s3://${TEST_BUCKET}/${key}`, ...source },
  },
  ...more,
});

async function train(name: string, given: Channel) {
  await client.create(name, image.reference, { InputDataConfig: [given] });
  return client.finished(name);
}

test("a manifest's objects keep the paths that it gives them", async () => {
  const job = await train(
    "manifest",
    channel("manifests/good.manifest", { S3DataType: "ManifestFile" }),
  );
  expect(job.FailureReason).toBeUndefined();
  expect(await client.lines("manifest")).toEqual([
    "./training/a.csv: a",
    "./training/deep/b.csv: b",
    "over",
  ]);
});

test.each([
  ["missing", `The manifest .* names s3://${TEST_BUCKET}/rows/nowhere.csv`],
  ["text", "The manifest .*text.manifest cannot be read: it is not JSON"],
  ["shapeless", "cannot be read: it must be a JSON array whose first element is"],
  ["empty", "No S3 objects found under S3 URL .*empty.manifest"],
  ["escape", "the key rows/../rows/a.csv cannot be a file name"],
])("a manifest that is %s fails the job, and says why", async (name, message) => {
  const source = channel(`manifests/${name}.manifest`, { S3DataType: "ManifestFile" });
  const { FailureReason } = await train(name, source);
  expect(FailureReason).toMatch(new RegExp(`^ClientError: Data download failed: .*${message}`));
});

test("a manifest that does not exist is refused at creation", async () => {
  const source = channel("manifests/good", { S3DataType: "ManifestFile" });
  await expect(train("none", source)).rejects.toThrow(/^No S3 objects found under S3 URL/);
});

test("a Gzip channel is unpacked, and one that is no gzip fails", async () => {
  await train("packed", channel("packed/", {}, { CompressionType: "Gzip" }));
  expect(await client.lines("packed")).toEqual(["./training/one.csv: one", "over"]);
  const { FailureReason } = await train(
    "not-packed",
    channel("broken/", {}, { CompressionType: "Gzip" }),
  );
  expect(FailureReason).toContain(
    "CompressionType is said to be Gzip, and these bytes are no gzip",
  );
});

test.skipIf(sandboxMissing !== undefined)("a FastFile channel cannot be written to", async () => {
  await train("fast", channel("rows/deep/", {}, { InputMode: "FastFile" }));
  expect(await client.lines("fast")).toEqual([
    "./training/b.csv: b",
    "Read-only file system",
    "over",
  ]);
});

test.each<[string, Channel, string]>([
  [
    "an augmented manifest as files",
    channel("manifests/good.manifest", { S3DataType: "AugmentedManifestFile" }),
    "AugmentedManifestFile can only be used with the input mode Pipe",
  ],
  [
    "packed objects as a mounted bucket",
    channel("packed/", {}, { CompressionType: "Gzip", InputMode: "FastFile" }),
    "leave its CompressionType out",
  ],
  [
    "data for a group of instances that the job does not have",
    channel("rows/", { InstanceGroupNames: ["others"] }),
    "none of which ResourceConfig has",
  ],
  ["no source", { ChannelName: "training", DataSource: {} }, "has no data source"],
])("%s is refused", async (_what, given, message) => {
  await expect(train("refused", given)).rejects.toThrow(message);
});
