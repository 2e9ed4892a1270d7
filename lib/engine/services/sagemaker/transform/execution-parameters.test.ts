import type { CreateTransformJobRequest } from "@aws-sdk/client-sagemaker";
import { expect, test } from "vitest";
import { settleParameters } from "./execution-parameters.ts";

const settle = (
  request: Partial<CreateTransformJobRequest>,
  container: Parameters<typeof settleParameters>[1] = {},
) => {
  const settled = settleParameters(request as CreateTransformJobRequest, container);
  return [settled.maxConcurrentTransforms, settled.maxPayloadInMB, settled.batchStrategy];
};

test("the request stands before the container, and the container before the defaults", () => {
  const container = {
    MaxConcurrentTransforms: 8,
    MaxPayloadInMB: 4,
    BatchStrategy: "SINGLE_RECORD",
  } as const;
  expect(settle({})).toEqual([1, 6, "MultiRecord"]);
  expect(settle({}, container)).toEqual([8, 4, "SingleRecord"]);
  expect(settle({ BatchStrategy: "MultiRecord" }, container)).toEqual([8, 4, "MultiRecord"]);
  expect(settle({ MaxPayloadInMB: 2, MaxConcurrentTransforms: 3 }, container)).toEqual([
    3,
    2,
    "SingleRecord",
  ]);
  expect(settle({ MaxConcurrentTransforms: 0 }, container)).toEqual([8, 4, "SingleRecord"]);
  expect(settle({ MaxPayloadInMB: 0 }, container)).toEqual([8, 0, "SingleRecord"]);
});

test("what the request leaves open gives way to 100 MB at once", () => {
  expect(settle({ MaxPayloadInMB: 50 }, { MaxConcurrentTransforms: 8 })[0]).toBe(2);
  expect(settle({ MaxConcurrentTransforms: 50 })[1]).toBe(2);
  expect(settle({}, { MaxConcurrentTransforms: 100, MaxPayloadInMB: 50 })).toEqual([
    2,
    50,
    "MultiRecord",
  ]);
});
