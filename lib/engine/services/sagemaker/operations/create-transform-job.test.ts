import {
  AddTagsCommand,
  ListTagsCommand,
  ListTransformJobsCommand,
  type ListTransformJobsRequest,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TEST_BUCKET } from "../../../testing/probe-image.ts";
import {
  startTransforming,
  type Transforming,
  type Wanted,
} from "../../../testing/transforming.ts";

let client: Transforming;

beforeAll(async () => {
  client = await startTransforming();
});

afterAll(() => client.dispose());

const csv = { output: { Accept: "text/csv" } } as const;

test.each<[string, Wanted, string]>([
  ["a model that is not there", { model: "none" }, 'Could not find model "arn:aws:sagemaker:'],
  ["records of RecordIO", { input: { SplitType: "RecordIO" } }, "does not split RecordIO files"],
  ["records of TFRecord", { input: { SplitType: "TFRecord" } }, "does not split TFRecord files"],
  ["too much at once", { MaxPayloadInMB: 51, MaxConcurrentTransforms: 2 }, "cannot exceed 100 MB"],
  ["too large a payload", { MaxPayloadInMB: 101 }, "less than or equal to 100"],
  [
    "too many retries",
    { ModelClientConfig: { InvocationsMaxRetries: 4 } },
    "invocationsMaxRetries",
  ],
  [
    "an instance type that is none",
    { TransformResources: { InstanceType: "ml.t2.medium" as "ml.m5.large", InstanceCount: 1 } },
    "transformResources.instanceType",
  ],
  [
    "a bucket that is not there",
    { output: { S3OutputPath: "s3://no-such-bucket/x" } },
    'The S3 bucket of the output path "s3://no-such-bucket/x" does not exist.',
  ],
  [
    "a path that is none",
    { ...csv, DataProcessing: { InputFilter: "$..x" } },
    "The JSONPath $..x of dataProcessing.inputFilter is not valid",
  ],
  [
    "a path too long",
    { ...csv, DataProcessing: { InputFilter: `$.${"x".repeat(63)}` } },
    "dataProcessing.inputFilter",
  ],
  [
    "columns by name",
    { ...csv, DataProcessing: { OutputFilter: "$.x" } },
    "a row of CSV has columns by number",
  ],
  [
    "a join of two types",
    { output: { Accept: "application/json" }, DataProcessing: { JoinSource: "Input" } },
    "Accept must match ContentType",
  ],
  [
    "a join of two splits",
    { output: { AssembleWith: "None" }, DataProcessing: { JoinSource: "Input" } },
    "AssembleWith must match SplitType",
  ],
  [
    "records of no format",
    { input: { ContentType: "image/png" }, DataProcessing: { InputFilter: "$[0]" } },
    "ContentType is image/png",
  ],
])("%s is refused", async (_what, wanted, message) => {
  await expect(client.create("refused", wanted)).rejects.toThrow(message);
});

describe("a job", () => {
  test("is described as it was asked for, and its name is taken", async () => {
    const wanted: Wanted = {
      MaxPayloadInMB: 2,
      Environment: { A: "b" },
      ExperimentConfig: { ExperimentName: "e", TrialName: "t" },
      ModelClientConfig: { InvocationsTimeoutInSeconds: 60, InvocationsMaxRetries: 1 },
      Tags: [{ Key: "team", Value: "blue" }],
    };
    const { job } = await client.run("shown", { "a.csv": "1" }, wanted);
    const { Tags, ...asked } = wanted;
    expect(job).toMatchObject({
      ...asked,
      TransformJobName: "shown",
      ModelName: "lines",
      TransformInput: { CompressionType: "None", SplitType: "Line", ContentType: "text/csv" },
      TransformOutput: { S3OutputPath: `s3://${TEST_BUCKET}/shown/out`, AssembleWith: "Line" },
      DataProcessing: { InputFilter: "$", OutputFilter: "$", JoinSource: "None" },
    });
    expect(job.TransformEndTime?.getTime()).toBeGreaterThanOrEqual(
      job.TransformStartTime?.getTime() ?? NaN,
    );
    await expect(client.create("shown")).rejects.toMatchObject({ name: "ResourceInUse" });
    const ResourceArn = job.TransformJobArn;
    await client.sagemaker.send(
      new AddTagsCommand({ ResourceArn, Tags: [{ Key: "x", Value: "y" }] }),
    );
    const listed = await client.sagemaker.send(new ListTagsCommand({ ResourceArn }));
    expect(listed.Tags).toEqual([...(Tags ?? []), { Key: "x", Value: "y" }]);
  });

  test("is listed by name, status and time, the latest first", async () => {
    await client.create("lost");
    await client.finished("lost");
    const names = async (request: ListTransformJobsRequest) => {
      const page = await client.sagemaker.send(new ListTransformJobsCommand(request));
      return page.TransformJobSummaries?.map(({ TransformJobName }) => TransformJobName);
    };
    expect(await names({})).toEqual(["lost", "shown"]);
    expect(await names({ SortBy: "Name", SortOrder: "Descending", MaxResults: 1 })).toEqual([
      "shown",
    ]);
    expect(await names({ StatusEquals: "Failed" })).toEqual(["lost"]);
    expect(await names({ NameContains: "how" })).toEqual(["shown"]);
    expect(await names({ CreationTimeAfter: new Date(Date.now() + 60_000) })).toEqual([]);
    expect(await names({ LastModifiedTimeBefore: new Date(Date.now() - 3_600_000) })).toEqual([]);
  });

  test("that is not there is neither described nor stopped", async () => {
    const message = "Could not find requested job with name: arn:aws:sagemaker:";
    await expect(client.describe("none")).rejects.toThrow(message);
    await expect(client.stop("none")).rejects.toThrow(message);
  });
});
