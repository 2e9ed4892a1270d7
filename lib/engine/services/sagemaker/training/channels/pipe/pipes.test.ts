import { gzipSync } from "node:zlib";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Channel, S3DataSource } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sandboxMissing } from "../../../../../runners/testing/machine.ts";
import { type ProbeImage, probeImage, TEST_BUCKET } from "../../../../../testing/probe-image.ts";
import { startTestEngine, type TestEngine } from "../../../../../testing/test-engine.ts";
import { type TrainingClient, trainingClient } from "../../../../../testing/training.ts";

const IMAGES = {
  reads: "cd $ml/input/data; for epoch in 0 1 2; do cksum < training_$epoch; done; ls",
  prints: "cd $ml/input/data; cat training_0; cat training_1",
  dumps: "od -An -v -tx1 $ml/input/data/training_0 | tr -d ' \\n'; echo",
  samples: "cd $ml/input/data; head -c 3 training_0; echo; head -c 3 training_1; echo; echo over",
  ignores: "ls $ml/input/data",
  swaps:
    "cd $ml/input/data; rm training_0; ln -s $ml/model/stolen training_0; touch $ml/model/stolen; exec sleep 60",
};

let engine: TestEngine;
let client: TrainingClient;
const images: Record<string, ProbeImage> = {};

const OBJECTS: Record<string, string | Buffer> = {
  "rows/a": "one\n",
  "rows/b": "two\n",
  "rows/c": "three\n",
  "packed/a": gzipSync("packed\n"),
  "wide/a": Buffer.alloc(5_000_000, "x"),
  "augmented/good.manifest": [
    `{"source-ref": "s3://${TEST_BUCKET}/rows/a", "class": 1, "note": "a"}`,
    `{"source-ref": "s3://${TEST_BUCKET}/rows/b", "class": 0, "note": "b"}`,
  ].join("\n"),
  "augmented/missing.manifest": `{"source-ref": "s3://${TEST_BUCKET}/rows/none", "class": 1}`,
};

beforeAll(async () => {
  for (const [name, train] of Object.entries(IMAGES))
    images[name] = await probeImage(name, { train });
  engine = await startTestEngine({
    runner: sandboxMissing === undefined ? "sandbox" : "process",
    imageDirectories: Object.values(images).map(({ directory }) => directory),
  });
  client = trainingClient(engine);
  const s3 = new S3Client(engine.client);
  for (const [Key, Body] of Object.entries(OBJECTS))
    await s3.send(new PutObjectCommand({ Bucket: TEST_BUCKET, Key, Body }));
});

afterAll(async () => {
  await engine.dispose();
  for (const image of Object.values(images)) await image.dispose();
});

/** Trains an image on a channel in Pipe mode. */
async function train(
  image: string,
  name: string,
  key: string,
  source: Partial<S3DataSource> = {},
  more: Partial<Channel> = {},
) {
  const S3DataSource = {
    S3DataType: "S3Prefix" as const,
    S3Uri: `s3://${TEST_BUCKET}/${key}`,
    ...source,
  };
  await client.create(name, "", {
    AlgorithmSpecification: {
      TrainingImage: images[image]?.reference,
      TrainingInputMode: "Pipe",
    },
    InputDataConfig: [{ ChannelName: "training", DataSource: { S3DataSource }, ...more }],
  });
  return client.finished(name);
}

test("each epoch has a pipe of its own, with all of the data, and the next one is there", async () => {
  expect((await train("reads", "reads", "wide/")).FailureReason).toBeUndefined();
  const lines = await client.lines("reads");
  expect(lines.at(-1)).toBe("training_3");
  expect(new Set(lines.slice(0, 3)).size).toBe(1);
  expect(lines[0]).toMatch(/ 5000000$/);
});

test("objects follow each other, unpacked where they are packed, shuffled by the seed", async () => {
  await train("prints", "prints", "rows/");
  const rows = ["one", "two", "three"];
  expect(await client.lines("prints")).toEqual([...rows, ...rows]);
  await train("prints", "packed", "packed/", {}, { CompressionType: "Gzip" });
  expect(await client.lines("packed")).toEqual(["packed", "packed"]);
  await train("prints", "shuffled", "rows/", {}, { ShuffleConfig: { Seed: 3 } });
  const shuffled = await client.lines("shuffled");
  expect(shuffled.slice(0, 3).toSorted()).toEqual(rows.toSorted());
  expect(shuffled).not.toEqual([...rows, ...rows]);
});

test("a reader that has enough ends its epoch, and nobody who does not read is waited for", async () => {
  expect((await train("samples", "samples", "wide/")).FailureReason).toBeUndefined();
  expect(await client.lines("samples")).toEqual(["xxx", "xxx", "over"]);
  expect((await train("ignores", "ignores", "wide/")).TrainingJobStatus).toBe("Completed");
  expect(await client.lines("ignores")).toEqual(["training_0"]);
});

test("RecordIO wraps each object, and an augmented manifest's attributes one by one", async () => {
  await train("dumps", "record-io", "rows/a", {}, { RecordWrapperType: "RecordIO" });
  expect(await client.lines("record-io")).toEqual([`0a23d7ce04000000${hex("one\n")}`]);
  const source = {
    S3DataType: "AugmentedManifestFile" as const,
    AttributeNames: ["source-ref", "class"],
  };
  await train("dumps", "augmented", "augmented/good.manifest", source, {
    RecordWrapperType: "RecordIO",
  });
  const record = (text: string, length: string) => `0a23d7ce${length}000000${hex(text)}`;
  expect(await client.lines("augmented")).toEqual([
    record("one\n", "04") +
      record("1\0\0\0", "01") +
      record("two\n", "04") +
      record("0\0\0\0", "01"),
  ]);
});

const hex = (text: string) => Buffer.from(text).toString("hex");

test("data that cannot be read fails the job, before the start or in the middle", async () => {
  const source = { S3DataType: "AugmentedManifestFile" as const, AttributeNames: ["source-ref"] };
  const job = await train("prints", "missing", "augmented/missing.manifest", source);
  expect(job.FailureReason).toBe(
    `ClientError: Data download failed for channel training: NoSuchKey (404): the augmented manifest names s3://${TEST_BUCKET}/rows/none, which does not exist.`,
  );
  const packed = await train("prints", "no-gzip", "rows/", {}, { CompressionType: "Gzip" });
  expect(packed.FailureReason).toBe(
    `ClientError: Data download failed for s3://${TEST_BUCKET}/rows/a: incorrect header check`,
  );
});

test("a link in a pipe's place is not written through", async () => {
  const job = await train("swaps", "swaps", "rows/");
  expect(job.FailureReason).toBe(
    "ClientError: The pipe of channel training broke: The container put something else in a pipe's place.",
  );
});
