import { expect, test } from "vitest";
import { datasetSettingsBody, signPartsBody, startUploadBody } from "./datasets";
import { deployBody } from "./endpoints";
import { modelSchema } from "./model-files";
import { runId } from "./scoring";
import { createTrainingJobBody, trainingJobListQuery } from "./training-jobs";

const JOB = {
  name: "rf-1",
  algorithm: "random-forest-0-1-0",
  dataset: "shop",
  channels: [
    { name: "training", uri: "s3://bucket-a/datasets/shop/data/", contentType: "text/csv" },
  ],
  hyperparameters: { target: "sales" },
  metrics: [{ name: "rmse", regex: "rmse=(\\S+)" }],
  roleArn: "arn:aws:iam::000000000000:role/service-role/trainyard-execution",
  instanceType: "ml.m5.large",
  instanceCount: 1,
  volumeGb: 10,
  maxRuntimeSeconds: 3600,
};

/** The paths at which a value breaks the contract. */
const wrongAt = (
  contract: {
    safeParse(value: unknown): { error?: { issues: { path: PropertyKey[] }[] } | undefined };
  },
  value: unknown,
) => (contract.safeParse(value).error?.issues ?? []).map(({ path }) => path.join("."));

test("a complete form passes as it is", () => {
  expect(createTrainingJobBody.parse(JOB)).toEqual(JOB);
});

test.each([
  [{ name: "under_score" }, "name"],
  [{ name: "" }, "name"],
  [{ dataset: "../up" }, "dataset"],
  [{ channels: [] }, "channels"],
  [{ channels: [{ name: "a b", uri: "s3://bucket-a/x", contentType: null }] }, "channels.0.name"],
  [{ channels: [{ name: "a", uri: "/etc/passwd", contentType: null }] }, "channels.0.uri"],
  [{ roleArn: "trainyard-execution" }, "roleArn"],
  [{ instanceType: "large" }, "instanceType"],
  [{ maxRuntimeSeconds: 59 }, "maxRuntimeSeconds"],
  [{ maxRuntimeSeconds: 90.5 }, "maxRuntimeSeconds"],
  [{ hyperparameters: { a: 1 } }, "hyperparameters.a"],
])("a job with %o is refused at %s", (part, path) => {
  expect(wrongAt(createTrainingJobBody, { ...JOB, ...part })).toContain(path);
});

test("members nobody knows are refused, not dropped", () => {
  expect(createTrainingJobBody.safeParse({ ...JOB, spot: true }).success).toBe(false);
  expect(deployBody.safeParse({}).success).toBe(false);
});

test("queries arrive as text", () => {
  expect(trainingJobListQuery.parse({ limit: "20", sort: "-created" })).toEqual({
    limit: 20,
    sort: "-created",
  });
  expect(trainingJobListQuery.safeParse({ limit: "1000" }).success).toBe(false);
  expect(trainingJobListQuery.safeParse({ sort: "size" }).success).toBe(false);
  expect(trainingJobListQuery.safeParse({ sort: "-metric:validation:rmse" }).success).toBe(true);
});

test("names that become keys hold no path", () => {
  const upload = { name: "shop", file: "data.csv", size: 1 };
  expect(startUploadBody.safeParse(upload).success).toBe(true);
  for (const file of ["../x", "a/b", ".hidden", ""]) {
    expect(startUploadBody.safeParse({ ...upload, file }).success).toBe(false);
  }
  expect(startUploadBody.safeParse({ ...upload, size: 0 }).success).toBe(false);
  expect(runId.safeParse("../20261121T000000Z-abcdef").success).toBe(false);
  const parts = [{ number: 10_001, sha256: `${"A".repeat(43)}=` }];
  expect(wrongAt(signPartsBody, { file: "a.csv", uploadId: "u", parts })).toEqual([
    "parts.0.number",
  ]);
});

test("a target column may be as long as a header makes it", () => {
  expect(datasetSettingsBody.safeParse({ target: "x".repeat(5000) }).success).toBe(true);
  expect(datasetSettingsBody.safeParse({ target: "" }).success).toBe(false);
});

test("a container's files are read leniently: unknown members pass, absent ones have a value", () => {
  const schema = modelSchema.parse({
    version: 1,
    task: "regression",
    rows: 3,
    header: "absent",
    target: { name: "column_1", type: "number", tomorrow: 1 },
    features: [{ name: "column_0", type: "number", extra: true }],
  });
  expect(schema.features[0]).toEqual({
    name: "column_0",
    type: "number",
    used: true,
    min: null,
    max: null,
    mean: null,
    categories: [],
  });
  expect(modelSchema.safeParse({ version: 2 }).success).toBe(false);
});
