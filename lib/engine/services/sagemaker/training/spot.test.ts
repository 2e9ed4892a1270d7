import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import type {
  CreateTrainingJobRequest,
  DescribeTrainingJobResponse,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sandboxMissing } from "../../../runners/testing/machine.ts";
import { type ProbeImage, probeImage, TEST_BUCKET } from "../../../testing/probe-image.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";
import { type TrainingClient, trainingClient } from "../../../testing/training.ts";

/** Goes on from its checkpoint; the first life waits for its end, the second one ends by itself. */
const LIVES = `folder=$(cat $ml/input/config/hyperparameters.json | sed 's/.*"folder":"\\([^"]*\\)".*/\\1/')
  [ "$folder" = "{}" ] && folder=$ml/checkpoints
  life=$(cat $folder/life 2>/dev/null || echo 0); life=$((life + 1))
  mkdir -p $folder/deep; echo $life > $folder/life; echo state > $folder/deep/state; ln -sf /etc/hostname $folder/link
  echo "life $life"; echo $life > $ml/model/lives
  [ $life -gt 1 ] && { sleep 1; exit 0; }
  trap 'echo last-words > $folder/last; exit 143' TERM; while :; do sleep 0.05; done`;

let engine: TestEngine;
let client: TrainingClient;
let image: ProbeImage;
let s3: S3Client;

beforeAll(async () => {
  image = await probeImage("lives", { train: LIVES });
  engine = await startTestEngine({
    runner: sandboxMissing === undefined ? "sandbox" : "process",
    imageDirectories: [image.directory],
  });
  client = trainingClient(engine);
  s3 = new S3Client(engine.client);
});

afterAll(async () => {
  await engine.dispose();
  await image.dispose();
});

const spot = (
  name: string,
  more: Partial<CreateTrainingJobRequest> = {},
): Partial<CreateTrainingJobRequest> => ({
  EnableManagedSpotTraining: true,
  StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 60 },
  CheckpointConfig: { S3Uri: `s3://${TEST_BUCKET}/checkpoints/${name}` },
  ...more,
});

const interrupt = (name: string, init: RequestInit = {}) =>
  fetch(`${engine.url}/_trainyard/training-jobs/${name}/interrupt`, { method: "POST", ...init });

const text = async (Key: string) => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: TEST_BUCKET, Key }));
  return (await Body?.transformToString())?.trim();
};

const isTraining = ({ SecondaryStatusTransitions: steps = [] }: DescribeTrainingJobResponse) =>
  steps.some(({ StatusMessage }) => StatusMessage?.startsWith("Training image download completed"));

test("an interrupted spot job goes on from its checkpoint, and costs less than its time", async () => {
  await client.create("spot", image.reference, spot("spot"));
  await expect
    .poll(() => text("checkpoints/spot/life").catch(() => ""), { timeout: 10_000 })
    .toBe("1");
  expect((await interrupt("spot")).status).toBe(202);
  const job = await client.finished("spot");
  expect(job.FailureReason).toBeUndefined();
  expect(job.SecondaryStatusTransitions?.map(({ Status }) => Status)).toEqual([
    "Starting",
    "Downloading",
    "Training",
    "Interrupted",
    "Starting",
    "Downloading",
    "Training",
    "Uploading",
    "Completed",
  ]);
  expect(await client.lines("spot")).toEqual(["life 1"]);
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: TEST_BUCKET, Prefix: "checkpoints/spot/" }),
  );
  expect(Contents.map(({ Key }) => Key?.replace("checkpoints/spot/", ""))).toEqual([
    "deep/state",
    "last",
    "life",
  ]);
  expect(await text("checkpoints/spot/life")).toBe("2");
  expect(job.BillableTimeInSeconds).toBeLessThan(job.TrainingTimeInSeconds ?? 0);
});

test.skipIf(sandboxMissing !== undefined)(
  `checkpoints are kept at the path that the job names ${sandboxMissing ?? ""}`,
  async () => {
    const place = (name: string, LocalPath: string) =>
      client.create(
        name,
        image.reference,
        spot(name, {
          HyperParameters: { folder: LocalPath },
          CheckpointConfig: { S3Uri: `s3://${TEST_BUCKET}/checkpoints/${name}/`, LocalPath },
        }),
      );
    for (const [name, path] of [
      ["beside", "/checkpoints/mine"],
      ["below", "/opt/ml/my/checkpoints"],
    ] as const) {
      await place(name, path);
      await client.until(name, isTraining);
      await expect.poll(() => client.lines(name).catch(() => [])).toEqual(["life 1"]);
      await interrupt(name);
      expect((await client.finished(name)).TrainingJobStatus).toBe("Completed");
      expect(await text(`checkpoints/${name}/last`)).toBe("last-words");
    }
  },
);

test("one whose capacity does not come back ends as MaxWaitTimeExceeded", async () => {
  await client.create(
    "waits",
    image.reference,
    spot("waits", { StoppingCondition: { MaxRuntimeInSeconds: 6, MaxWaitTimeInSeconds: 6 } }),
  );
  await client.until("waits", isTraining);
  await interrupt("waits", { body: JSON.stringify({ UnavailableSeconds: 60 }) });
  const waiting = await client.until(
    "waits",
    ({ SecondaryStatus }) => SecondaryStatus === "Interrupted",
  );
  expect(waiting.TrainingJobStatus).toBe("InProgress");
  expect((await interrupt("waits")).status).toBe(409);
  const job = await client.finished("waits");
  expect(job).toMatchObject({
    TrainingJobStatus: "Stopped",
    SecondaryStatus: "MaxWaitTimeExceeded",
  });
});

test("only spot jobs are interrupted, and not by a web page", async () => {
  await client.create(
    "steady",
    image.reference,
    spot("steady", {
      EnableManagedSpotTraining: false,
      StoppingCondition: { MaxRuntimeInSeconds: 1 },
    }),
  );
  await client.until("steady", isTraining);
  expect((await interrupt("steady")).status).toBe(409);
  expect((await interrupt("nobody")).status).toBe(409);
  expect((await interrupt("steady", { body: "{" })).status).toBe(400);
  for (const header of ["origin", "sec-fetch-site"])
    expect((await interrupt("steady", { headers: { [header]: "null" } })).status).toBe(403);
  const job = await client.finished("steady");
  expect(job.SecondaryStatus).toBe("MaxRuntimeExceeded");
  expect(await text("checkpoints/steady/last")).toBe("last-words");
});

test.each<[string, Partial<CreateTrainingJobRequest>, string]>([
  [
    "a wait without spot capacity",
    { StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 60 } },
    "MaxWaitTimeInSeconds is not supported",
  ],
  [
    "checkpoints in a bucket that does not exist",
    { CheckpointConfig: { S3Uri: "s3://no-such-bucket/x" } },
    'The S3 bucket of the checkpoint path "s3://no-such-bucket/x" does not exist.',
  ],
  [
    "checkpoints at a path that is none",
    { CheckpointConfig: { S3Uri: `s3://${TEST_BUCKET}/x`, LocalPath: "/opt/x/.." } },
    "The LocalPath /opt/x/.. of CheckpointConfig",
  ],
])("%s is refused", async (_what, more, message) => {
  await expect(client.create("refused", image.reference, more)).rejects.toThrow(message);
});
