import { DeleteBucketCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clientsFor } from "@/lib/aws/clients";
import type { Target } from "@/lib/aws/targets";
import { startTestEngine, type TestEngine } from "@/lib/engine/testing/test-engine";
import { corsStatus } from "./cors";
import { shopCsv, uploadText } from "./testing/shop";
import { testTarget } from "./testing/test-target";

let engine: TestEngine;
let target: Target;

beforeAll(async () => {
  engine = await startTestEngine();
  target = testTarget(engine);
});
afterAll(() => engine.dispose());

test("the first upload of an account makes the bucket together with its rule", async () => {
  const { bucket } = await corsStatus(target);
  await clientsFor(target).s3.send(new DeleteBucketCommand({ Bucket: bucket }));
  expect(await corsStatus(target)).toMatchObject({ bucketExists: false, ruleExists: false });
  await uploadText(target, "first", shopCsv(3));
  expect(await corsStatus(target)).toMatchObject({ bucketExists: true, ruleExists: true });
});
