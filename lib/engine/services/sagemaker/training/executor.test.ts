import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DescribeTrainingJobCommand, StopTrainingJobCommand } from "@aws-sdk/client-sagemaker";
import { pack } from "tar-stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ProbeImage, probeImage, TEST_BUCKET } from "../../../testing/probe-image.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";
import { type TrainingClient, trainingClient } from "../../../testing/training.ts";

const IMAGES: Record<string, string> = {
  works: `cat $ml/input/config/hyperparameters.json; echo
    printf 'tab\\there\\n'
    echo "loss=0.5 rmse=2.25"; echo "rmse=1.75" >&2
    printf 'a line without end rmse=1.5'
    echo model > $ml/model/model.txt; echo '{}' > $ml/output/data/evaluation.json
    ln -s /etc/passwd $ml/model/link`,
  fails: `echo "before the fall"; printf 'the column Sales is missing' > $ml/output/failure; exit 7`,
  "lists-code": "ls $ml/code",
  mute: "echo first; echo 'ValueError: no such column' >&2; exit 3",
  linked: "ln -s /etc/hostname $ml/output/failure; exit 1",
  waits:
    "echo waiting; trap 'echo asked to stop; echo kept > $ml/model/kept.txt; exit 0' TERM; while :; do sleep 0.05; done",
};

let engine: TestEngine;
let client: TrainingClient;
const images: Record<string, ProbeImage> = {};
const reference = (name: string) => images[name]?.reference ?? "";

beforeAll(async () => {
  for (const [name, train] of Object.entries(IMAGES))
    images[name] = await probeImage(name, { train });
  const imageDirectories = Object.values(images).map(({ directory }) => directory);
  engine = await startTestEngine({ imageDirectories });
  client = trainingClient(engine);
});

afterAll(async () => {
  await engine.dispose();
  for (const image of Object.values(images)) await image.dispose();
});

describe("a job that succeeds", () => {
  test("leaves its model, its metrics, its log and its steps", async () => {
    await client.create("good", "", {
      AlgorithmSpecification: {
        TrainingImage: reference("works"),
        TrainingInputMode: "File",
        MetricDefinitions: [
          { Name: "rmse", Regex: "rmse=([0-9.]+)" },
          { Name: "escaped", Regex: "tab#011(here)" },
        ],
      },
      HyperParameters: { trees: "10" },
    });
    const job = await client.finished("good");
    expect(job.FailureReason).toBeUndefined();
    expect(job.ModelArtifacts?.S3ModelArtifacts).toBe(
      `s3://${TEST_BUCKET}/output/good/output/model.tar.gz`,
    );
    expect(job.FinalMetricDataList).toMatchObject([{ MetricName: "rmse", Value: 1.5 }]);
    expect(job.SecondaryStatusTransitions?.map(({ Status }) => Status)).toEqual([
      "Starting",
      "Downloading",
      "Training",
      "Uploading",
      "Completed",
    ]);
    expect(job.SecondaryStatusTransitions?.at(-1)?.StatusMessage).toBe("Training job completed");
    expect(job.BillableTimeInSeconds).toBeGreaterThanOrEqual(1);
    const lines = await client.lines("good");
    expect(lines).toContain('{"trees":"10"}');
    expect(lines).toContain("tab#011here");
    expect(lines).toContain("a line without end rmse=1.5");
  });

  test("gets an empty object of hyperparameters when there are none", async () => {
    await client.create("bare", reference("works"));
    await client.finished("bare");
    expect(await client.lines("bare")).toContain("{}");
  });
});

describe("a job that fails", () => {
  test("says what its failure file says, and the exit code", async () => {
    await client.create("with-file", reference("fails"));
    const job = await client.finished("with-file");
    expect(job.TrainingJobStatus).toBe("Failed");
    expect(job.FailureReason).toBe("AlgorithmError: the column Sales is missing, exit code: 7");
    expect(job.ModelArtifacts?.S3ModelArtifacts).toBeUndefined();
  });

  test("without a failure file names the last line of its log", async () => {
    await client.create("without-file", reference("mute"));
    const { FailureReason } = await client.finished("without-file");
    expect(FailureReason).toMatch(/^AlgorithmError: ValueError: no such column .*, exit code: 3$/);
  });

  test("cannot have a file of this machine read as its failure file", async () => {
    await client.create("with-link", reference("linked"));
    const { FailureReason } = await client.finished("with-link");
    expect(FailureReason).toBe(
      "AlgorithmError: The container wrote neither a failure file nor a log line, exit code: 1",
    );
  });
});

describe("a job that is stopped", () => {
  test("by StopTrainingJob keeps what it saved", async () => {
    await client.create("stopped", reference("waits"));
    await expect.poll(() => client.lines("stopped").catch(() => [])).toContain("waiting");
    await client.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: "stopped" }));
    const job = await client.finished("stopped");
    expect(job.SecondaryStatus).toBe("Stopped");
    expect(job.SecondaryStatusTransitions?.map(({ Status }) => Status)).toContain("Stopping");
    expect(job.ModelArtifacts?.S3ModelArtifacts).toContain("model.tar.gz");
    expect(await client.lines("stopped")).toContain("asked to stop");
    const again = new StopTrainingJobCommand({ TrainingJobName: "stopped" });
    await expect(client.sagemaker.send(again)).rejects.toMatchObject({
      name: "ValidationException",
      message: "The request was rejected because the training job is in status Stopped.",
    });
  });

  test("by its MaxRuntime is Stopped as MaxRuntimeExceeded", async () => {
    const limit = { MaxRuntimeInSeconds: 1 };
    await client.create("too-long", reference("waits"), { StoppingCondition: limit });
    const job = await client.finished("too-long");
    expect(job.TrainingJobStatus).toBe("Stopped");
    expect(job.SecondaryStatus).toBe("MaxRuntimeExceeded");
    expect(job.ModelArtifacts?.S3ModelArtifacts).toContain("model.tar.gz");
  });
});

test("more jobs than the machine has cores wait in order, and say why", async () => {
  const names = Array.from({ length: 70 }, (_, index) => `many-${index}`);
  for (const name of names.slice(0, 3)) await client.create(name, reference("waits"));
  let last = names[2] ?? "";
  for (const name of names.slice(3)) {
    const { SecondaryStatus } = await client.describe(last);
    if (SecondaryStatus === "Pending") break;
    await client.create(name, reference("waits"));
    last = name;
  }
  const waiting = await client.describe(last);
  expect(waiting.SecondaryStatusTransitions?.at(-1)?.StatusMessage).toMatch(
    /^Waiting for a place: this machine runs \d+ instances at a time$/,
  );
  const created = names.slice(0, names.indexOf(last) + 1).reverse();
  for (const name of created)
    await client.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: name }));
  for (const name of created) expect((await client.finished(name)).SecondaryStatus).toBe("Stopped");
});

test("a model that is asked for as it is lies in S3 file by file", async () => {
  await client.create("unpacked", reference("works"), {
    OutputDataConfig: { S3OutputPath: `s3://${TEST_BUCKET}/plain`, CompressionType: "NONE" },
  });
  const job = await client.finished("unpacked");
  const folder = `s3://${TEST_BUCKET}/plain/unpacked/output/model/`;
  expect(job.ModelArtifacts?.S3ModelArtifacts).toBe(folder);
  expect(job.OutputDataConfig?.CompressionType).toBe("NONE");
  const { Body } = await new S3Client(engine.client).send(
    new GetObjectCommand({ Bucket: TEST_BUCKET, Key: "plain/unpacked/output/model/model.txt" }),
  );
  expect(await Body?.transformToString()).toBe("model\n");
});

test("a script's archive is unpacked where the toolkits look, plain or named by JSON", async () => {
  const s3 = new S3Client(engine.client);
  const tar = pack();
  tar.entry({ name: "train.py" }, "print(1)");
  tar.finalize();
  const Body = gzipSync(await buffer(tar));
  await s3.send(new PutObjectCommand({ Bucket: TEST_BUCKET, Key: "code/source.tar.gz", Body }));
  const uri = `s3://${TEST_BUCKET}/code/source.tar.gz`;
  for (const [name, value] of [
    ["plain", uri],
    ["as-json", JSON.stringify(uri)],
  ] as const) {
    await client.create(name, reference("lists-code"), {
      HyperParameters: { sagemaker_program: "train.py", sagemaker_submit_directory: value },
    });
    await client.finished(name);
    expect(await client.lines(name)).toEqual(["train.py"]);
  }
  await client.create("no-script", reference("lists-code"), {
    HyperParameters: { sagemaker_submit_directory: `${uri}x` },
  });
  expect((await client.finished("no-script")).FailureReason).toBe(
    `ClientError: Data download failed: NoSuchKey (404): sagemaker_submit_directory names ${uri}x, which does not exist.`,
  );
});

test("an unknown job is not found", async () => {
  const unknown = new DescribeTrainingJobCommand({ TrainingJobName: "nope" });
  await expect(client.sagemaker.send(unknown)).rejects.toMatchObject({
    name: "ValidationException",
    message: "Requested resource not found.",
  });
});
