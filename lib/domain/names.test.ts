import { expect, test } from "vitest";
import {
  datasetNameProblem,
  deploymentNames,
  isFileName,
  isResourceName,
  resourceNameProblem,
  suggestDatasetName,
  suggestEndpointName,
  suggestFileName,
  suggestJobName,
} from "./names";

const now = new Date(2026, 10, 21, 9, 5);

test.each([
  ["", "empty"],
  ["a".repeat(64), "tooLong"],
  ["-a", "characters"],
  ["a-", "characters"],
  ["a_b", "characters"],
  ["a--b", null],
  ["A1", null],
] as const)("the resource name %j is %s", (name, problem) => {
  expect(resourceNameProblem(name)).toBe(problem);
});

test("a dataset's name is lower case", () => {
  expect(datasetNameProblem("Bigmart")).toBe("characters");
  expect(datasetNameProblem("big-mart-2")).toBeNull();
});

test("file names on disk become names of datasets and objects", () => {
  expect(suggestDatasetName("Train (1).CSV.gz")).toBe("train-1");
  expect(suggestDatasetName("éàü.csv")).toBe("eau");
  expect(suggestDatasetName("---.csv")).toBe("dataset");
  expect(suggestFileName("Été 2026 (1).csv")).toBe("Ete-2026-1-.csv");
  expect(isFileName(suggestFileName("../../etc/passwd"))).toBe(true);
  expect(isFileName("../x.csv")).toBe(false);
});

test("a job is named after image, dataset and minute, within SageMaker's 63 characters", () => {
  expect(suggestJobName("random-forest", "bigmart", now)).toBe("random-forest-bigmart-1121-0905");
  const long = suggestJobName("i".repeat(80), "d".repeat(80), now);
  expect(long).toHaveLength(63);
  expect(long).toMatch(/^i+-d+-1121-0905$/);
  expect(isResourceName(long)).toBe(true);
});

test("a deployment's three names are fixed at once", () => {
  const names = deploymentNames("e".repeat(63), new Date(2026, 10, 21, 9, 5, 7));
  expect(names.endpoint).toBe("e".repeat(63));
  expect(names.model).toBe(names.config);
  expect(names.model.endsWith("-1121-090507")).toBe(true);
  expect(isResourceName(names.model)).toBe(true);
  expect(suggestEndpointName({ dataset: null, job: "rf-bigmart-1121-0905" })).toBe("rf-bigmart");
});
