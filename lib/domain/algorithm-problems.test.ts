import { expect, test } from "vitest";
import { algorithmProblems, type SpecifiedAlgorithm } from "./algorithm-problems";

type Training = SpecifiedAlgorithm["TrainingSpecification"];

const SOUND: Training = {
  TrainingImage: "random-forest:0.1.0",
  SupportedHyperParameters: [
    {
      Name: "depth",
      Type: "Integer",
      Range: { IntegerParameterRangeSpecification: { MinValue: "1", MaxValue: "64" } },
      DefaultValue: "8",
    },
    {
      Name: "kind",
      Type: "Categorical",
      Range: { CategoricalParameterRangeSpecification: { Values: ["a", "b"] } },
      DefaultValue: "a",
    },
    { Name: "target", Type: "FreeText" },
  ],
  MetricDefinitions: [{ Name: "rmse", Regex: "rmse=([0-9.]+)" }],
  TrainingChannels: [{ Name: "training" }, { Name: "validation" }],
  SupportedTuningJobObjectiveMetrics: [{ MetricName: "rmse" }],
};

const problemsOf = (part: Partial<Training>): string[] =>
  algorithmProblems({ TrainingSpecification: { ...SOUND, ...part } }).map(
    ({ path, message }) => `${path.replace("TrainingSpecification.", "")}: ${message}`,
  );

test("a sound request has no problems", () => {
  expect(problemsOf({})).toEqual([]);
});

test("expressions are what RE2 takes, with a group for the value", () => {
  const MetricDefinitions = [
    { Name: "rmse", Regex: "rmse=([0-9.]+)" },
    { Name: "ahead", Regex: "(?=x)([0-9]+)" },
    { Name: "plain", Regex: "loss=[0-9]+" },
  ];
  const [ahead, plain, ...more] = problemsOf({ MetricDefinitions });
  expect(ahead).toMatch(/^MetricDefinitions\.1\.Regex: RE2 cannot read it: /);
  expect(plain).toBe("MetricDefinitions.2.Regex: Put the value in a group: rmse=([0-9.]+)");
  expect(more).toEqual([]);
});

test("names stand once, and objectives are metrics", () => {
  expect(
    problemsOf({
      TrainingChannels: [{ Name: "training" }, { Name: "training" }],
      SupportedTuningJobObjectiveMetrics: [{ MetricName: "mae" }],
    }),
  ).toEqual([
    "TrainingChannels.1.Name: training stands here twice.",
    "SupportedTuningJobObjectiveMetrics.0.MetricName: No metric is called mae.",
  ]);
});

test("ranges are of their type, the right way up, and hold the default", () => {
  const integer = (MinValue: string, MaxValue: string) => ({
    IntegerParameterRangeSpecification: { MinValue, MaxValue },
  });
  expect(
    problemsOf({
      SupportedHyperParameters: [
        { Name: "a", Type: "Continuous", Range: integer("1", "2") },
        { Name: "b", Type: "Integer", Range: integer("9", "2") },
        { Name: "c", Type: "Integer", Range: integer("1", "2"), DefaultValue: "3" },
        { Name: "d", Type: "Categorical" },
      ],
    }),
  ).toEqual([
    "SupportedHyperParameters.0.Range: A Continuous hyperparameter takes no range of another type.",
    "SupportedHyperParameters.1.Range: 9 is above 2.",
    "SupportedHyperParameters.2.DefaultValue: The default lies outside of what is allowed.",
    "SupportedHyperParameters.3.Range: Name the values it can have.",
  ]);
});

test("an image is a reference", () => {
  expect(problemsOf({ TrainingImage: "Random Forest" })).toEqual([
    "TrainingImage: Use a reference like random-forest:0.1.0, with or without its registry.",
  ]);
});
