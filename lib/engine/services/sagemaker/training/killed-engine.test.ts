import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type {
  CreateTrainingJobRequest,
  DescribeTrainingJobResponse,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EngineProcess, startEngineProcess } from "../../../testing/engine-process.ts";
import { type ProbeImage, probeImage, TEST_BUCKET } from "../../../testing/probe-image.ts";
import { type TrainingClient, trainingClient } from "../../../testing/training.ts";

const MAIN = fileURLToPath(new URL("../../../main.ts", import.meta.url));

/** The first life of a job with checkpoints has no end; each of the others takes a moment. */
const TRAIN = `life=$(cat $ml/checkpoints/life 2>/dev/null || echo 0)
  [ -d $ml/checkpoints ] && echo $((life + 1)) > $ml/checkpoints/life
  echo "life $((life + 1))"
  if grep -q forever $ml/input/config/hyperparameters.json && [ $life = 0 ]; then sleep 600; fi
  if grep -q large $ml/input/config/hyperparameters.json; then truncate -s 150M $ml/model/weights; exit; fi
  sleep 1; echo kept > $ml/model/kept; echo over`;

let dataDirectory: string;
let image: ProbeImage;
let engine: EngineProcess;
let client: TrainingClient;

const start = async () => {
  engine = await startEngineProcess(dataDirectory, [], [MAIN, "--image", image.directory]);
  client = trainingClient(engine);
};
const kill = async () => {
  expect(await engine.end("SIGKILL")).toBeNull();
  await start();
};

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), "trainyard-killed-"));
  image = await probeImage("lives", { train: TRAIN });
  await start();
});

afterAll(async () => {
  await engine.end("SIGTERM");
  await rm(dataDirectory, { recursive: true, force: true });
  await image.dispose();
});

const create = (name: string, more: Partial<CreateTrainingJobRequest> = {}) =>
  client.create(name, image.reference, more);
const steps = ({ SecondaryStatusTransitions: all = [] }: DescribeTrainingJobResponse) =>
  all.map(({ Status }) => Status);
const printed = (name: string) => client.lines(name).catch(() => []);

test("jobs that train run again where their requests provide for it, and those that wait run", async () => {
  await create("spot", {
    EnableManagedSpotTraining: true,
    StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 60 },
    CheckpointConfig: { S3Uri: `s3://${TEST_BUCKET}/checkpoints` },
    HyperParameters: { mode: "forever" },
  });
  await expect.poll(() => printed("spot"), { timeout: 20_000 }).toEqual(["life 1"]);
  const stored = { Bucket: TEST_BUCKET, Key: "checkpoints/life" };
  const s3 = new S3Client(engine.client);
  await expect
    .poll(() => s3.send(new HeadObjectCommand(stored)).catch(() => undefined), { timeout: 10_000 })
    .toBeDefined();
  await create("retried", { RetryStrategy: { MaximumRetryAttempts: 1 } });
  for (let index = 0; index < 4; index += 1) await create(`queued-${index}`);
  await expect.poll(() => printed("retried"), { timeout: 20_000 }).toEqual(["life 1"]);
  await kill();

  const spot = await client.finished("spot", 60_000);
  expect(spot.TrainingJobStatus).toBe("Completed");
  expect(steps(spot)).toContain("Interrupted");
  const retried = await client.finished("retried", 60_000);
  expect(retried.TrainingJobStatus).toBe("Completed");
  expect(steps(retried)).toContain("Restarting");
  const last = await client.finished("queued-3", 60_000);
  expect(last.TrainingJobStatus).toBe("Completed");
  expect(await client.lines("queued-3")).toEqual(["life 1", "over"]);
  expect(steps(last).filter((status) => status === "Pending")).toHaveLength(1);
}, 120_000);

test("a job whose containers have ended is uploaded, once, and leaves nothing behind", async () => {
  await create("large", { HyperParameters: { mode: "large" } });
  await client.until("large", ({ SecondaryStatus }) => SecondaryStatus === "Uploading");
  await kill();
  const job = await client.finished("large", 60_000);
  expect(job.TrainingJobStatus).toBe("Completed");
  expect(steps(job)).toEqual(["Starting", "Downloading", "Training", "Uploading", "Completed"]);
  expect(await client.lines("large")).toEqual(["life 1"]);
  const Key = "output/large/output/model.tar.gz";
  const s3 = new S3Client(engine.client);
  const { ContentLength } = await s3.send(new HeadObjectCommand({ Bucket: TEST_BUCKET, Key }));
  expect(ContentLength).toBeGreaterThan(50_000);
  await expect
    .poll(() => readdir(join(dataDirectory, "engine", "work")).catch(() => []))
    .toEqual([]);
}, 90_000);
