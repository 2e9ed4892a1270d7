import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EngineProcess, startEngineProcess } from "../../../testing/engine-process.ts";
import { type ProbeImage, probeImage } from "../../../testing/probe-image.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";
import { tuningClient, tuningRequest } from "../../../testing/tuning.ts";

const MAIN = fileURLToPath(new URL("../../../main.ts", import.meta.url));

let dataDirectory: string;
let image: ProbeImage;
let killed: EngineProcess;
let restarted: TestEngine | undefined;

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), "trainyard-tuning-"));
  image = await probeImage("slowly", { train: "sleep 0.5; echo loss=1" });
});

afterAll(async () => {
  await killed.end("SIGKILL");
  await restarted?.stop();
  await image.dispose();
  await rm(dataDirectory, { recursive: true, force: true });
});

test("after kill -9 a search goes on, and no training is lost or doubled", async () => {
  killed = await startEngineProcess(dataDirectory, [], [MAIN, "--image", image.directory]);
  const before = tuningClient(killed);
  await before.create(
    tuningRequest("search", image.reference, {
      ResourceLimits: { MaxNumberOfTrainingJobs: 6, MaxParallelTrainingJobs: 2 },
    }),
  );
  await before.until("search", ({ TrainingJobStatusCounters: count }) => count?.Completed === 2);
  await killed.end("SIGKILL");

  restarted = await startTestEngine({ dataDirectory, imageDirectories: [image.directory] });
  const after = tuningClient(restarted);
  const job = await after.finished("search");
  expect(job.HyperParameterTuningJobStatus).toBe("Completed");
  expect(job.TrainingJobStatusCounters).toMatchObject({ Completed: 6, NonRetryableError: 0 });
  const { TrainingJobSummaries: trainings = [] } = await after.trainings("search");
  const completed = trainings.filter(({ TrainingJobStatus }) => TrainingJobStatus === "Completed");
  const tried = completed.map((training) => training.TunedHyperParameters?.["x"]);
  expect(new Set(tried).size).toBe(6);
  // What the kill ended is tried again with the same hyperparameters.
  const ended = trainings.filter(({ TrainingJobStatus }) => TrainingJobStatus === "Failed");
  for (const { TunedHyperParameters } of ended)
    expect(tried).toContain(TunedHyperParameters?.["x"]);
});
