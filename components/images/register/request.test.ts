import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readAlgorithmFile } from "@/lib/client/algorithm-file";
import { emptyFields, fieldsOfFile, NEW_HYPERPARAMETER } from "./fields";
import { errorAt, requestOf } from "./request";

const SHIPPED = readFileSync("container/images/random-forest/algorithm.json", "utf8");

const shippedFields = (chosen = "") => {
  const read = readAlgorithmFile(SHIPPED);
  if (!read.ok) throw new Error("The shipped file reads.");
  return fieldsOfFile(read.request, chosen);
};

test("a file goes through the form unchanged", () => {
  expect(requestOf(shippedFields())).toEqual({
    request: JSON.parse(SHIPPED),
    problems: new Map(),
  });
});

test("another image moves training and serving together", () => {
  const { request } = requestOf(shippedFields("registry.example/mine:2"));
  expect(request?.TrainingSpecification.TrainingImage).toBe("registry.example/mine:2");
  expect(request?.InferenceSpecification?.Containers[0]?.Image).toBe("registry.example/mine:2");
});

test("the form alone makes a request that names itself after the image", () => {
  const fields = {
    ...emptyFields("team/elastic-net:3.0.1"),
    hyperparameters: [{ ...NEW_HYPERPARAMETER, name: "alpha", min: "0", max: "1", default: "0.5" }],
    metrics: [{ name: "rmse", regex: "rmse: ([0-9.]+)" }],
  };
  expect(requestOf(fields).request).toMatchObject({
    AlgorithmName: "elastic-net-3-0-1",
    TrainingSpecification: {
      SupportedHyperParameters: [
        {
          Name: "alpha",
          Type: "Continuous",
          Range: { ContinuousParameterRangeSpecification: { MinValue: "0", MaxValue: "1" } },
          DefaultValue: "0.5",
        },
      ],
      TrainingChannels: [{ Name: "training", SupportedInputModes: ["File"], IsRequired: true }],
    },
  });
});

test("a half typed field is told at its place", () => {
  const fields = {
    ...emptyFields("elastic-net:1"),
    hyperparameters: [{ ...NEW_HYPERPARAMETER, name: "alpha", min: "low" }],
    channels: [],
  };
  const { request, problems } = requestOf(fields);
  expect(request).toBeNull();
  expect(errorAt(problems, "TrainingSpecification.SupportedHyperParameters.0.Range")).toEqual({
    error: "Use a number, written as text.",
  });
  expect(errorAt(problems, "TrainingSpecification.TrainingChannels")).toEqual({
    error: "It must not be empty.",
  });
  expect(errorAt(problems, "AlgorithmName")).toEqual({});
});

test("values with commas stay whole while nobody edits them", () => {
  const file = JSON.parse(SHIPPED);
  const range = { CategoricalParameterRangeSpecification: { Values: ["a,b", "c"] } };
  const choice = { Name: "k", Type: "Categorical", Range: range };
  file.TrainingSpecification.SupportedHyperParameters = [choice];
  const read = readAlgorithmFile(JSON.stringify(file));
  if (!read.ok) throw new Error("The file reads.");
  const fields = fieldsOfFile(read.request, "");
  const valuesOf = (values: string) => {
    const hyperparameters = fields.hyperparameters.map((field) => ({ ...field, values }));
    const { request } = requestOf({ ...fields, hyperparameters });
    return request?.TrainingSpecification.SupportedHyperParameters?.[0]?.Range
      ?.CategoricalParameterRangeSpecification?.Values;
  };
  expect(valuesOf("a,b, c")).toEqual(["a,b", "c"]);
  expect(valuesOf("x, y")).toEqual(["x", "y"]);
});
