import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { TEST_BUCKET } from "../../../testing/probe-image.ts";
import { startTransforming, type Transforming } from "../../../testing/transforming.ts";

let client: Transforming;

beforeAll(async () => {
  client = await startTransforming();
});

afterAll(() => client.dispose());

describe("what goes wrong", () => {
  const failing = async (
    name: string,
    first: string,
    wanted: Parameters<Transforming["create"]>[1] = {},
  ) => {
    const { job, outputs } = await client.run(
      name,
      { "bad.csv": `${first}\n2\n`, "good.csv": "1\n" },
      { ModelClientConfig: { InvocationsMaxRetries: 0 }, ...wanted },
    );
    // The other input is done, and nothing is there of the one that failed.
    expect(outputs).toEqual({ "good.csv.out": "1:1\n" });
    expect(job.TransformJobStatus).toBe("Failed");
    return job.FailureReason;
  };
  const at = (name: string) =>
    `See job logs for more information. s3://${TEST_BUCKET}/${name}/in/bad.csv:`;

  test("a refused payload fails its file, and the log says what the container said", async () => {
    expect(await failing("refused", "bad")).toBe(
      `ClientError: ${at("refused")} records 1 to 2: 415: only CSV`,
    );
    const about = `[sagemaker logs]: ${TEST_BUCKET}/refused/in/bad.csv: `;
    const lines = (await client.lines("refused")).filter((line) => line.includes(about));
    expect(lines.map((line) => line.split(about)[1])).toEqual([
      "ClientError: records 1 to 2: 415",
      "",
      "Message:",
      "only CSV",
    ]);
  });

  test("one record alone is named where each is sent alone", async () => {
    expect(
      await failing("alone", "1\nbroken", {
        BatchStrategy: "SingleRecord",
        MaxConcurrentTransforms: 2,
      }),
    ).toBe(
      `AlgorithmError: ${at("alone")} record 2: Bad HTTP status received from algorithm: 500: oh no`,
    );
  });

  test("an answer with too few lines cannot be joined", async () => {
    const reason = await failing("few", "few", {
      output: { Accept: "text/csv" },
      DataProcessing: { JoinSource: "Input", OutputFilter: "$[1:]" },
    }).catch(String);
    expect(reason).toContain("few/in/bad.csv: Fail to join data: mismatched line count");
    expect(reason).toContain("for records 1 to 2 the container answered 1 instead of 2");
  });

  test("a container that dies is started again, and a record that kills it fails its file alone", async () => {
    const reason = await failing("deadly", "crash", {
      ModelClientConfig: { InvocationsMaxRetries: 1 },
    });
    expect(reason).toContain("bad.csv: records 1 to 2: Unable to get response from algorithm: ");
    const { job, outputs } = await client.run("revived", { "a.csv": "crash-once\n" });
    expect(job.FailureReason).toBeUndefined();
    expect(outputs["a.csv.out"]).toBe("1:crash-once\n");
  });

  test("an invocation that fails is tried again", async () => {
    const { job, outputs } = await client.run("patient", { "a.csv": "flaky\n" });
    expect(job.FailureReason).toBeUndefined();
    expect(outputs["a.csv.out"]).toBe("1:flaky\n");
    expect(await client.invocations("patient")).toEqual([1, 1, 1]);
  });

  test("a container that hangs has its time", async () => {
    expect(
      await failing("hangs", "hang", {
        ModelClientConfig: { InvocationsMaxRetries: 0, InvocationsTimeoutInSeconds: 1 },
      }),
    ).toBe(
      `AlgorithmError: ${at("hangs")} records 1 to 2: Model server did not respond to /invocations request within 1 seconds`,
    );
  });

  test("a record that is too large is named", async () => {
    expect(await failing("large", `1\n${"x".repeat(1024 ** 2)}`, { MaxPayloadInMB: 1 })).toBe(
      `ClientError: ${at("large")} Too much data for max payload size: record 2 has more than MaxPayloadInMB allows, 1 MB`,
    );
  });

  test("an input that is no gzip, and one that is no JSON, are named", async () => {
    const { job } = await client.run(
      "noise",
      { "a.gz": "noise" },
      { input: { CompressionType: "Gzip" } },
    );
    expect(job.FailureReason).toContain(
      "a.gz: it cannot be unpacked as gzip: incorrect header check",
    );
    const json = await client.run(
      "no-json",
      { "a.jsonl": '{"x":1}\nx' },
      { input: { ContentType: "application/jsonlines" }, DataProcessing: { InputFilter: "$.x" } },
    );
    expect(json.job.FailureReason).toContain("a.jsonl: record 2: ");
  });

  test("a model that cannot serve fails the job with its last lines", async () => {
    const { job } = await client.run("unable", { "a.csv": "1" }, { model: "dies" });
    expect(job.FailureReason).toMatch(
      /^AlgorithmError: The container for transform job unable ended with exit code 9/,
    );
    expect(job.FailureReason).toContain("no model here");
  });
});

test("a job that is stopped ends its container and leaves nothing of the file under way", async () => {
  await client.put("stopped/in/a.csv", "hang\n");
  await client.create("stopped");
  await vi.waitUntil(async () =>
    (await client.lines("stopped").catch(() => [])).some((line) => line.startsWith("invoked")),
  );
  await client.stop("stopped");
  await client.stop("stopped");
  const job = await client.finished("stopped");
  expect(job.TransformJobStatus).toBe("Stopped");
  expect(job.FailureReason).toBeUndefined();
  expect(await client.keys("stopped/out/")).toEqual([]);
  expect(await client.lines("stopped")).toContain("terminated");
  await expect(client.stop("stopped")).rejects.toThrow("is in status Stopped");
});
