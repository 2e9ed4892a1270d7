import {
  FilterLogEventsCommand,
  GetLogEventsCommand,
  type GetLogEventsResponse,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ProbeImage, probeImage } from "../../../testing/probe-image.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";
import { type TrainingClient, trainingClient } from "../../../testing/training.ts";

const LINES = 1_000_000;
/** Lines alone are 50 MB, and several hundred as objects. */
const MEMORY_BOUND = 400 * 1024 ** 2;
const logGroupName = "/aws/sagemaker/TrainingJobs";

let engine: TestEngine;
let client: TrainingClient;
let image: ProbeImage;

beforeAll(async () => {
  image = await probeImage("flood", {
    train: `awk 'BEGIN { for (i = 1; i <= ${LINES}; i++) print "trees=" i " train_rmse=" i ".5 elapsed=1.0s" }'`,
  });
  engine = await startTestEngine({ imageDirectories: [image.directory] });
  client = trainingClient(engine);
});

afterAll(async () => {
  await engine.dispose();
  await image.dispose();
});

test("a million lines arrive, in order, in bounded memory, while the engine answers", async () => {
  const before = process.memoryUsage().rss;
  await client.create("flood", "", {
    AlgorithmSpecification: {
      TrainingImage: image.reference,
      TrainingInputMode: "File",
      MetricDefinitions: [{ Name: "train:rmse", Regex: "train_rmse=([0-9.]+)" }],
    },
  });
  let peak = 0;
  let slowest = 0;
  const job = await client.until(
    "flood",
    ({ TrainingJobStatus }) => {
      peak = Math.max(peak, process.memoryUsage().rss);
      return TrainingJobStatus !== "InProgress";
    },
    170_000,
  );
  expect(job.TrainingJobStatus).toBe("Completed");
  expect(job.FinalMetricDataList?.[0]?.Value).toBe(LINES + 0.5);
  expect(peak - before).toBeLessThan(MEMORY_BOUND);

  const { events } = await client.logs.send(new FilterLogEventsCommand({ logGroupName, limit: 1 }));
  const logStreamName = events?.[0]?.logStreamName;
  let page: GetLogEventsResponse | undefined;
  let next = 1;
  do {
    const startedAt = performance.now();
    page = await client.logs.send(
      new GetLogEventsCommand({
        logGroupName,
        logStreamName,
        startFromHead: true,
        nextToken: page?.nextForwardToken,
      }),
    );
    slowest = Math.max(slowest, performance.now() - startedAt);
    for (const { message } of page.events ?? []) {
      if (!message?.startsWith(`trees=${next} `)) throw new Error(`line ${next} is ${message}`);
      next += 1;
    }
  } while (page.events?.length);
  expect(next).toBe(LINES + 1);
  expect(slowest).toBeLessThan(5000);
}, 240_000);
