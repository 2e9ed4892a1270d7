import { afterAll, beforeAll, expect, test } from "vitest";
import type { ProbeImage } from "../../../testing/probe-image.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";
import {
  linesImage,
  type TransformClient,
  transformClient,
} from "../../../testing/transforming.ts";

let engine: TestEngine;
let client: TransformClient;
let image: ProbeImage;

beforeAll(async () => {
  image = await linesImage();
  engine = await startTestEngine({ imageDirectories: [image.directory] });
  client = transformClient(engine);
  await client.createModel("lines", image.reference);
});

afterAll(async () => {
  await engine.dispose();
  await image.dispose();
});

test("a file goes through the container, line by line", async () => {
  const { job, outputs } = await client.run("first", { "a.csv": "1,2\n3,4\n" });
  expect(job.FailureReason).toBeUndefined();
  expect(job.TransformJobStatus).toBe("Completed");
  expect(outputs).toEqual({ "a.csv.out": "2:1,2\n2:3,4\n" });
  expect(await client.lines("first")).toEqual(
    expect.arrayContaining([
      'serving {"SAGEMAKER_BATCH": "true"}',
      expect.stringMatching(
        /^[-\d]+T[\d:.]+:\[sagemaker logs]: MaxConcurrentTransforms=1, MaxPayloadInMB=6, BatchStrategy=MULTI_RECORD$/,
      ),
      "terminated",
    ]),
  );
});
