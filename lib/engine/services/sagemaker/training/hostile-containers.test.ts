import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ProbeImage, probeImage } from "../../../testing/probe-image.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";
import { type TrainingClient, trainingClient } from "../../../testing/training.ts";

/** More folders inside each other than a path can name. */
const nest = (folder: string) =>
  `(cd $ml/${folder} && python3 -c "
import os
for _ in range(40): os.mkdir('d' * 200); os.chdir('d' * 200)
")`;

const IMAGES: Record<string, string> = {
  "nests-model": nest("model"),
  "nests-output": `${nest("output/data")}; echo 'no such column' > $ml/output/failure; exit 2`,
};

let engine: TestEngine;
let client: TrainingClient;
const images: Record<string, ProbeImage> = {};
const reference = (name: string) => images[name]?.reference ?? "";

beforeAll(async () => {
  for (const [name, train] of Object.entries(IMAGES))
    images[name] = await probeImage(name, { train });
  const imageDirectories = Object.values(images).map(({ directory }) => directory);
  engine = await startTestEngine({ imageDirectories });
  client = trainingClient(engine);
});

afterAll(async () => {
  await engine.dispose();
  for (const image of Object.values(images)) await image.dispose();
});

describe("a container that nests folders deeper than a path may be long", () => {
  test("fails its own job, in words, and leaves nothing behind", async () => {
    await client.create("deep", reference("nests-model"));
    const job = await client.finished("deep");
    expect(job.FailureReason).toBe(
      "ClientError: Artifact upload failed for /opt/ml/model: folders are nested deeper there than a path may be long",
    );
    engine = await engine.restart();
    client = trainingClient(engine);
    expect((await client.describe("deep")).TrainingJobStatus).toBe("Failed");
  });

  test("in its output too, and why its algorithm failed is said first", async () => {
    await client.create("deep-output", reference("nests-output"));
    const { FailureReason } = await client.finished("deep-output");
    expect(FailureReason).toBe("AlgorithmError: no such column, exit code: 2");
  });
});
