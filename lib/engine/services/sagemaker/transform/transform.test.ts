import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TEST_BUCKET } from "../../../testing/probe-image.ts";
import { startTransforming, type Transforming } from "../../../testing/transforming.ts";

let client: Transforming;

beforeAll(async () => {
  client = await startTransforming();
});

afterAll(() => client.dispose());

test("a file goes through the container, line by line", async () => {
  const { job, outputs } = await client.run("first", { "a.csv": "1,2\n3,4\n" });
  expect(job.FailureReason).toBeUndefined();
  expect(job.TransformJobStatus).toBe("Completed");
  expect(outputs).toEqual({ "a.csv.out": "2:1,2\n2:3,4\n" });
  expect(await client.lines("first")).toEqual(
    expect.arrayContaining([
      'serving {"SAGEMAKER_BATCH": "true"}',
      expect.stringMatching(
        /^[-\d]+T[\d:.]+:\[sagemaker logs]: MaxConcurrentTransforms=1, MaxPayloadInMB=6, BatchStrategy=MULTI_RECORD$/,
      ),
      "terminated",
    ]),
  );
});

describe("inputs", () => {
  test("keep their names, their structure and their last lines", async () => {
    const { job, outputs } = await client.run("names", {
      "a b/ü+%.csv": "1\r\n2",
      "a b/c/d.csv": "3",
      "empty.csv": "",
      "folder/": "",
    });
    expect(job.FailureReason).toBeUndefined();
    expect(outputs).toEqual({
      "a b/ü+%.csv.out": "1:1\r\n1:2\n",
      "a b/c/d.csv.out": "1:3\n",
      "empty.csv.out": "",
    });
  });

  test("are named by a manifest, and unpacked", async () => {
    await client.put("packed/in/x/a.csv.gz", gzipSync("1,2\n3\n"));
    const manifest = `[{"prefix":"s3://${TEST_BUCKET}/packed/in/"},"x/a.csv.gz"]`;
    const S3Uri = `s3://${TEST_BUCKET}/packed/the.manifest`;
    await client.put("packed/the.manifest", manifest);
    const { job, outputs } = await client.run(
      "packed",
      {},
      {
        input: {
          CompressionType: "Gzip",
          DataSource: { S3DataSource: { S3DataType: "ManifestFile", S3Uri } },
        },
      },
    );
    expect(job.FailureReason).toBeUndefined();
    expect(outputs).toEqual({ "x/a.csv.gz.out": "2:1,2\n1:3\n" });
  });

  test("go to several instances, each of which takes what is next", async () => {
    const inputs = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`${index}.csv`, `slow,0.1,${index}`]),
    );
    const { job, outputs } = await client.run("spread", inputs, {
      TransformResources: { InstanceType: "ml.m5.large", InstanceCount: 2 },
    });
    expect(job.TransformJobStatus).toBe("Completed");
    expect(Object.keys(outputs)).toHaveLength(12);
    expect(outputs["7.csv.out"]).toBe("3:slow,0.1,7\n");
    const streams = await client.streams("spread");
    expect(streams.filter((name) => /^spread\/i-\w{17}-\d{10}$/.test(name))).toHaveLength(2);
    expect(streams.filter((name) => name.endsWith("/data-log"))).toHaveLength(2);
  });

  test("that are not there fail the job", async () => {
    await client.create("nothing");
    const job = await client.finished("nothing");
    expect(job.TransformJobStatus).toBe("Failed");
    expect(job.FailureReason).toMatch(/^ClientError: No S3 objects found under S3 URL/);
  });
});

describe("invocations", () => {
  test("bring one record each where asked, and keep the order among several at a time", async () => {
    const { outputs } = await client.run(
      "single",
      { "a.csv": "slow,0.2\n2\n3\n4" },
      { BatchStrategy: "SingleRecord", MaxConcurrentTransforms: 4 },
    );
    expect(outputs["a.csv.out"]).toBe("2:slow,0.2\n1:2\n1:3\n1:4\n");
    expect(await client.invocations("single")).toEqual([1, 1, 1, 1]);
    expect(await client.lines("single")).toContain(
      'serving {"SAGEMAKER_BATCH": "true", "SAGEMAKER_BATCH_STRATEGY": "SINGLE_RECORD", "SAGEMAKER_MAX_CONCURRENT_TRANSFORMS": "4"}',
    );
  });

  test("bring as many records as fit into the payload", async () => {
    const line = `${"x".repeat(299_999)}\n`;
    const { job, outputs } = await client.run(
      "batches",
      { "a.csv": line.repeat(7) },
      { model: "echo", MaxPayloadInMB: 1 },
    );
    expect(job.FailureReason).toBeUndefined();
    expect(outputs["a.csv.out"]).toBe(line.repeat(7));
    expect(await client.invocations("batches")).toEqual([3, 3, 1]);
  });

  test("take what the container says of itself, as far as it makes sense", async () => {
    await client.run("asked", { "a.csv": "1\n2\n" }, { model: "says" });
    expect(await client.invocations("asked")).toEqual([1, 1]);
    const lines = await client.lines("asked");
    const said = lines.find((line) => line.includes("[sagemaker logs]"));
    expect(said).toContain(
      "MaxConcurrentTransforms=3, MaxPayloadInMB=6, BatchStrategy=SINGLE_RECORD",
    );
    const { job } = await client.run("mumbled", { "a.csv": "1" }, { model: "mumbles" });
    expect(job.TransformJobStatus).toBe("Completed");
  });

  test("bring a file whole that is not split, and leave the answer as it is", async () => {
    const { outputs } = await client.run(
      "whole",
      { "a.bin": "1\n2" },
      { model: "bare", input: { SplitType: "None" }, output: { AssembleWith: "None" } },
    );
    expect(outputs).toEqual({ "a.bin.out": "1:1\n1:2" });
  });

  test("stream a file of any size where the payload has no limit", async () => {
    const text = `${"0123456789".repeat(10)}\n`.repeat(20_000);
    const { job, outputs } = await client.run(
      "streamed",
      { "a.csv": text, "empty.csv": "" },
      { model: "echo", MaxPayloadInMB: 0 },
    );
    expect(job.FailureReason).toBeUndefined();
    expect(outputs["a.csv.out"] === text).toBe(true);
    const lines = await client.lines("streamed");
    expect(lines.find((line) => line.startsWith("invoked 20000 2020000"))).toContain(
      '"transfer-encoding": "chunked"',
    );
  });

  test("unpack an answer that the container packed", async () => {
    const { outputs } = await client.run("unpacked", { "a.csv": "1\n" }, { model: "packs" });
    expect(outputs["a.csv.out"]).toBe("1:1\n");
  });
});

describe("data processing", () => {
  test("sends a part of each row and writes a part of what is joined", async () => {
    const { job, outputs } = await client.run(
      "columns",
      { "a.csv": '7,1.0,"a,b"\r\n8,2,c' },
      {
        output: { Accept: "text/csv" },
        DataProcessing: { InputFilter: "$[1:]", JoinSource: "Input", OutputFilter: "$[0,-2:]" },
      },
    );
    expect(job.FailureReason).toBeUndefined();
    // The container's answers are 3:1.0,"a,b" and 2:2,c
    expect(outputs["a.csv.out"]).toBe('7,3:1.0,"a,b"\n8,2:2,c\n');
  });

  test("names the record that has no such column, and writes nothing", async () => {
    const { job, outputs } = await client.run(
      "narrow",
      { "a.csv": "1,2\n3,4\n" },
      { DataProcessing: { OutputFilter: "$[5]" } },
    );
    expect(job.FailureReason).toMatch(/a.csv: record 1: there is no element 5 among 2$/);
    expect(outputs).toEqual({});
  });

  test("joins JSON lines, and each number stays as it was written", async () => {
    const { job, outputs } = await client.run(
      "objects",
      { "a.jsonl": '{"id":12345678901234567890,"x":[1.0,2]}\n{"id":2,"x":[3]}\n' },
      {
        model: "json",
        input: { ContentType: "application/jsonlines" },
        output: { Accept: "application/jsonlines" },
        DataProcessing: {
          InputFilter: "$.x",
          JoinSource: "Input",
          OutputFilter: "$['id','SageMakerOutput']",
        },
      },
    );
    expect(job.FailureReason).toBeUndefined();
    expect(outputs["a.jsonl.out"]).toBe(
      '{"id":12345678901234567890,"SageMakerOutput":{"score":7}}\n{"id":2,"SageMakerOutput":{"score":3}}\n',
    );
  });

  test("joins a whole JSON document", async () => {
    const { job, outputs } = await client.run(
      "document",
      { "a.json": '{"id": 1,\n "x": 2}', "b.json": "[1]" },
      {
        model: "json",
        input: { ContentType: "application/json", SplitType: "None" },
        output: { Accept: "application/json", AssembleWith: "None" },
        DataProcessing: { InputFilter: "$", JoinSource: "Input" },
      },
    );
    expect(job.FailureReason).toContain("a.json");
    expect(outputs).toEqual({
      "b.json.out": '{"SageMakerInput":[1],"SageMakerOutput":{"score":3}}',
    });
  });
});
