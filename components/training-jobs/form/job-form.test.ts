import { expect, test } from "vitest";
import type { ImageDetail } from "@/lib/contracts/images";
import type { TrainingJobDetail } from "@/lib/contracts/training-jobs";
import { baseFields, changedPaths, mergedFields, withTarget } from "./job-form";
import { bodyOf, fieldProblems } from "./job-form-body";

const parameter = (name: string, rest: Partial<ImageDetail["hyperparameters"][number]>) => ({
  name,
  description: null,
  type: "text" as const,
  min: null,
  max: null,
  values: [],
  default: null,
  required: false,
  tunable: false,
  ...rest,
});

const IMAGE: ImageDetail = {
  name: "rf-1",
  arn: "arn",
  status: "Completed",
  kind: "well",
  failure: null,
  description: null,
  reference: "registry/rf:1",
  repository: "rf",
  tag: "1",
  digest: null,
  sizeBytes: null,
  pushedAt: null,
  createdAt: "2026-01-01T00:00:00Z",
  hyperparameters: [
    parameter("target", { required: true }),
    parameter("trees", { type: "integer", min: 1, max: 10, default: "5" }),
  ],
  channels: [
    { name: "training", description: null, required: true, contentTypes: ["text/csv"] },
    { name: "validation", description: null, required: false, contentTypes: [] },
  ],
  metrics: [{ name: "rmse", regex: "rmse=(\\S+)" }],
  trainingInstanceTypes: ["ml.c5.xlarge"],
  inferenceInstanceTypes: [],
  inferenceContentTypes: [],
};
const SOURCES = {
  image: IMAGE,
  parent: null,
  dataset: "sales",
  roleArn: "arn:aws:iam::000000000000:role/r",
  name: "job-1",
};
const PARENT = {
  name: "parent",
  algorithm: "rf-1",
  role: "arn:aws:iam::000000000000:role/other",
  channels: [{ name: "training", uri: "s3://bucket/x/", contentType: "text/csv", dataset: null }],
  hyperparameters: { target: "y", secret: "1" },
  metrics: [],
  instanceType: "ml.m5.large",
  instanceCount: 2,
  volumeGb: 30,
  maxRuntimeSeconds: 5400,
} as unknown as TrainingJobDetail;

const uriOf = (name: string) => `s3://bucket/datasets/${name}/data/`;

test("a new form asks for the required channels and has the image's defaults", () => {
  const fields = baseFields(SOURCES);
  expect(fields.channels).toEqual([{ name: "training", dataset: "sales", uri: null }]);
  expect(fields.hyperparameters).toEqual({ target: "", trees: "5" });
  expect(fields.instanceType).toBe("ml.c5.xlarge");
  expect([...fieldProblems(fields, IMAGE).keys()]).toEqual(["hyperparameters.target"]);
});

test("the only value of a required hyperparameter is chosen, that of another is not", () => {
  const values = ["gbtree"];
  const image = {
    ...IMAGE,
    hyperparameters: [
      parameter("booster", { type: "categorical", values, required: true }),
      parameter("other", { type: "categorical", values }),
    ],
  };
  const { hyperparameters } = baseFields({ ...SOURCES, image });
  expect(hyperparameters).toEqual({ booster: "gbtree", other: "" });
});

test("the target follows the dataset", () => {
  const data = { target: "price", isParents: false };
  const fields = withTarget(baseFields(SOURCES), IMAGE, data);
  expect(fieldProblems(fields, IMAGE).size).toBe(0);
  expect(bodyOf(fields, IMAGE, uriOf)).toMatchObject({
    name: "job-1",
    algorithm: "rf-1",
    dataset: "sales",
    channels: [
      { name: "training", uri: "s3://bucket/datasets/sales/data/", contentType: "text/csv" },
    ],
    hyperparameters: { target: "price", trees: "5" },
    maxRuntimeSeconds: 3600,
  });
});

test("a clone is its parent, with what the specification does not name", () => {
  const base = baseFields({ ...SOURCES, parent: PARENT });
  expect(base).toMatchObject({
    hyperparameters: { target: "y", trees: "", secret: "1" },
    channels: [{ name: "training", dataset: "", uri: "s3://bucket/x/" }],
    instanceCount: "2",
    stopAfter: "1 h 30 min",
  });
  expect(withTarget(base, IMAGE, { target: "price", isParents: true })).toEqual(base);
  const fields = mergedFields(base, { hyperparameters: { trees: "7", gone: "1" }, volumeGb: "31" });
  expect(fields.hyperparameters).toEqual({ target: "y", trees: "7", secret: "1" });
  expect([...changedPaths(base, fields)].sort()).toEqual(["hyperparameters.trees", "volumeGb"]);
});

test("a parent of another image gives only what this image also takes", () => {
  const base = baseFields({ ...SOURCES, parent: { ...PARENT, algorithm: "other" } });
  expect(base.hyperparameters).toEqual({ target: "y", trees: "5" });
  expect(base.metrics).toEqual(IMAGE.metrics);
});

test("every field that cannot be sent is named, and nothing is sent then", () => {
  const fields = mergedFields(baseFields(SOURCES), {
    name: "not ok",
    channels: [
      { name: "training", dataset: "", uri: null },
      { name: "validation", dataset: "", uri: "http://x" },
    ],
    hyperparameters: { trees: "11" },
    roleArn: "me",
    instanceType: "big",
    instanceCount: "1.5",
    volumeGb: "",
    stopAfter: "never",
    metrics: [
      { name: "a", regex: "" },
      { name: "a", regex: "(x)" },
    ],
  });
  expect([...fieldProblems(fields, IMAGE).keys()]).toEqual([
    "name",
    "channels.0",
    "channels.1",
    "hyperparameters.target",
    "hyperparameters.trees",
    "roleArn",
    "instanceType",
    "instanceCount",
    "volumeGb",
    "stopAfter",
    "metrics.0.regex",
    "metrics.1.name",
  ]);
  expect(bodyOf(fields, IMAGE, uriOf)).toBeNull();
});
