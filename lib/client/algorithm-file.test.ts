import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readAlgorithmFile } from "./algorithm-file";

const SHIPPED = readFileSync("container/images/random-forest/algorithm.json", "utf8");

const changed = (change: (file: Record<string, never>) => void): string => {
  const file = JSON.parse(SHIPPED);
  change(file);
  return JSON.stringify(file);
};

const problemsOf = (text: string): string[] => {
  const read = readAlgorithmFile(text);
  return read.ok ? [] : read.problems.map(({ where, what }) => `${where}: ${what}`);
};

test("the shipped algorithm.json is read as it is", () => {
  expect(readAlgorithmFile(SHIPPED)).toEqual({ ok: true, request: JSON.parse(SHIPPED) });
});

test("a file is told where it is wrong, and how", () => {
  const text = changed((file: Record<string, never>) => {
    const training = file["TrainingSpecification"] as unknown as Record<string, never[]>;
    const parameter = training["SupportedHyperParameters"]?.[1] as unknown as Record<
      string,
      unknown
    >;
    parameter["Type"] = "Float";
    parameter["DefaultValue"] = 500;
    const channel = training["TrainingChannels"]?.[0] as unknown as Record<string, unknown>;
    delete channel["SupportedInputModes"];
    channel["ContentTypes"] = ["text/csv"];
    training["SupportedTrainingInstanceTypes"] = ["m5.large"] as never[];
  });
  expect(problemsOf(text)).toEqual([
    "TrainingSpecification.SupportedHyperParameters[1].Type: Use one of Integer, Continuous, Categorical, FreeText.",
    "TrainingSpecification.SupportedHyperParameters[1].DefaultValue: It must be a text in quotes.",
    "TrainingSpecification.SupportedTrainingInstanceTypes[0]: Use an instance type like ml.m5.large.",
    "TrainingSpecification.TrainingChannels[0].SupportedInputModes: It is missing.",
    "TrainingSpecification.TrainingChannels[0]: CreateAlgorithm takes no ContentTypes. Leave it out, or look for a slip in its name.",
  ]);
});

test("what is no CreateAlgorithm request is said in one sentence", () => {
  expect(problemsOf('{"AlgorithmName": "x",}')[0]).toMatch(/^: It is not JSON: .*position/);
  expect(problemsOf("[1]")).toEqual([
    ": It holds no object. An algorithm.json is one CreateAlgorithm request.",
  ]);
  expect(problemsOf("{}")).toEqual([
    "AlgorithmName: It is missing.",
    "TrainingSpecification: It is missing.",
  ]);
});

test("a byte order mark, as some editors write it, is passed over", () => {
  expect(readAlgorithmFile(`\uFEFF${SHIPPED}`).ok).toBe(true);
});
