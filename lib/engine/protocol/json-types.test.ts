import { CreateTrainingJob$, ListTrainingJobs$ } from "@aws-sdk/client-sagemaker";
import { NormalizedSchema } from "@smithy/core/schema";
import { expect, test } from "vitest";
import { checkJsonTypes } from "./json-types.ts";

const input = NormalizedSchema.of(CreateTrainingJob$[4]);
const check = (value: unknown) => () => checkJsonTypes(input, value);

test("what clients send passes, null and unknown members too", () => {
  const request = {
    TrainingJobName: "job",
    HyperParameters: { depth: "3" },
    Tags: [{ Key: "a", Value: "" }],
    StoppingCondition: { MaxRuntimeInSeconds: 60 },
    EnableNetworkIsolation: false,
    RoleArn: null,
    Unknown: [{}],
  };
  expect(check(request)).not.toThrow();
});

test.each([
  [{ TrainingJobName: 5 }, "NUMBER_VALUE can not be converted to a String at TrainingJobName"],
  [{ TrainingJobName: ["x"] }, "ARRAY_VALUE can not be converted to a String at TrainingJobName"],
  [{ HyperParameters: "x" }, "STRING_VALUE can not be converted to a Map at HyperParameters"],
  [{ HyperParameters: { a: 1 } }, "NUMBER_VALUE can not be converted to a String"],
  [{ Tags: [{ Key: "a", Value: "" }, null] }, "null can not be an item of a collection at Tags"],
  [{ HyperParameters: { a: null } }, "null can not be an item of a collection at HyperParameters"],
  [{ Tags: {} }, "OBJECT_VALUE can not be converted to a List at Tags"],
  [{ Tags: ["x"] }, "STRING_VALUE can not be converted to a Structure at Tags"],
  [
    { StoppingCondition: { MaxRuntimeInSeconds: "60" } },
    "STRING_VALUE can not be converted to a Number at MaxRuntimeInSeconds",
  ],
  [
    { EnableNetworkIsolation: "true" },
    "STRING_VALUE can not be converted to a Boolean at EnableNetworkIsolation",
  ],
])("%j is refused", (request, words) => {
  expect(check(request)).toThrow(words);
});

test("a time is a number that is one, or text", () => {
  const listing = NormalizedSchema.of(ListTrainingJobs$[4]);
  const since = (CreationTimeAfter: unknown) => () =>
    checkJsonTypes(listing, { CreationTimeAfter });
  expect(since(1_795_292_856.5)).not.toThrow();
  expect(since("2026-11-21T00:00:00Z")).not.toThrow();
  const words = "NUMBER_VALUE can not be converted to a Timestamp at CreationTimeAfter";
  expect(since(1e15)).toThrow(words);
  expect(since({})).toThrow("OBJECT_VALUE can not be converted to a Timestamp");
});
