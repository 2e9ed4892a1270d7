import {
  DeleteHyperParameterTuningJobCommand,
  DescribeTrainingJobCommand,
  ListHyperParameterTuningJobsCommand,
  ListTagsCommand,
  StopHyperParameterTuningJobCommand,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ProbeImage, probeImage } from "../../../testing/probe-image.ts";
import { startTestEngine, type TestEngine } from "../../../testing/test-engine.ts";
import { type TuningClient, tuningClient, tuningRequest } from "../../../testing/tuning.ts";

/** What the shell calls a hyperparameter's value, and the square of its distance from 7. */
const VALUE = `
v() { sed -n "s/.*\\"$1\\" *: *\\"\\([^\\"]*\\)\\".*/\\1/p" $ml/input/config/hyperparameters.json; }
loss() { awk -v x="$(v x)" 'BEGIN { printf "%.6f", (x - 7) ^ 2 }'; }
`;

let engine: TestEngine;
let client: TuningClient;
let images: Record<"square" | "waits" | "fails" | "silent" | "curve", ProbeImage>;

beforeAll(async () => {
  images = {
    square: await probeImage("square", { train: `${VALUE}echo loss=$(loss)` }),
    waits: await probeImage("waits", { train: "echo loss=1; exec sleep 600" }),
    fails: await probeImage("fails", { train: "exit 1" }),
    silent: await probeImage("silent", { train: "true" }),
    // What begins badly would go on for minutes.
    curve: await probeImage("curve", {
      train: `${VALUE}
case $(v x) in good) echo loss=1; echo loss=1;; *) while :; do echo loss=9; sleep 0.2; done;; esac`,
    }),
  };
  engine = await startTestEngine({
    imageDirectories: Object.values(images).map(({ directory }) => directory),
  });
  client = tuningClient(engine);
});

afterAll(async () => {
  await engine.dispose();
  for (const image of Object.values(images)) await image.dispose();
});

const limits = (MaxNumberOfTrainingJobs: number, MaxParallelTrainingJobs: number) => ({
  ResourceLimits: { MaxNumberOfTrainingJobs, MaxParallelTrainingJobs },
});

test("a search trains what it chose, in parallel, and knows its best", async () => {
  const request = tuningRequest("search", images.square.reference, limits(4, 3));
  await client.create({ ...request, Tags: [{ Key: "team", Value: "data" }] });
  const job = await client.finished("search");
  expect(job.HyperParameterTuningJobStatus).toBe("Completed");
  expect(job.TrainingJobStatusCounters).toEqual({
    Completed: 4,
    InProgress: 0,
    RetryableError: 0,
    NonRetryableError: 0,
    Stopped: 0,
  });
  expect(job.ObjectiveStatusCounters).toEqual({ Succeeded: 4, Pending: 0, Failed: 0 });

  const { TrainingJobSummaries: trainings = [] } = await client.trainings("search");
  expect(trainings).toHaveLength(4);
  for (const {
    TunedHyperParameters,
    FinalHyperParameterTuningJobObjectiveMetric: metric,
  } of trainings)
    expect(metric?.Value).toBeCloseTo((Number(TunedHyperParameters?.["x"]) - 7) ** 2, 4);
  const losses = trainings.map(
    (one) => one.FinalHyperParameterTuningJobObjectiveMetric?.Value ?? 0,
  );
  expect(job.BestTrainingJob?.FinalHyperParameterTuningJobObjectiveMetric?.Value).toBe(
    Math.min(...losses),
  );

  const best = await client.sagemaker.send(
    new DescribeTrainingJobCommand({ TrainingJobName: job.BestTrainingJob?.TrainingJobName }),
  );
  expect(best.TuningJobArn).toBe(job.HyperParameterTuningJobArn);
  expect(best.HyperParameters).toMatchObject({ folds: "3", _tuning_objective_metric: "loss" });
  expect(best.TrainingJobName).toMatch(/^search-00\d-[0-9a-f]{8}$/);
  const { Tags } = await client.sagemaker.send(
    new ListTagsCommand({ ResourceArn: best.TrainingJobArn }),
  );
  expect(Tags).toEqual([{ Key: "team", Value: "data" }]);
});

test("its trainings are listed in any order, page by page", async () => {
  const { TrainingJobSummaries: all = [] } = await client.trainings("search", {
    SortBy: "FinalObjectiveMetricValue",
  });
  const values = all.map((one) => one.FinalHyperParameterTuningJobObjectiveMetric?.Value ?? 0);
  expect(values).toEqual(values.toSorted((a, b) => a - b));
  const names: (string | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.trainings("search", {
      SortBy: "FinalObjectiveMetricValue",
      MaxResults: 3,
      NextToken,
    });
    names.push(...(page.TrainingJobSummaries ?? []).map(({ TrainingJobName }) => TrainingJobName));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  expect(names).toEqual(all.map(({ TrainingJobName }) => TrainingJobName));
  const none = await client.trainings("search", { StatusEquals: "Failed" });
  expect(none.TrainingJobSummaries).toEqual([]);
});

test("the same seed tries the same values", async () => {
  const config = { Strategy: "Bayesian" as const, ...limits(5, 1) };
  for (const name of ["seeded-1", "seeded-2"])
    await client.create(tuningRequest(name, images.square.reference, config));
  await Promise.all(["seeded-1", "seeded-2"].map(client.finished));
  const tried = async (name: string) =>
    (await client.trainings(name)).TrainingJobSummaries?.map((one) => one.TunedHyperParameters);
  expect(await tried("seeded-1")).toHaveLength(5);
  expect(await tried("seeded-1")).toEqual(await tried("seeded-2"));
});

test("a grid trains every combination and needs no number", async () => {
  const request = tuningRequest("grid", images.square.reference, {
    Strategy: "Grid",
    ResourceLimits: { MaxParallelTrainingJobs: 4 },
    HyperParameterTuningJobObjective: { Type: "Maximize", MetricName: "loss" },
    ParameterRanges: { CategoricalParameterRanges: [{ Name: "x", Values: ["1", "6", "8"] }] },
  });
  await client.create(request);
  const job = await client.finished("grid");
  expect(job.TrainingJobStatusCounters?.Completed).toBe(3);
  expect(job.BestTrainingJob?.TunedHyperParameters).toEqual({ x: "1" });
});

test("a search that is stopped stops its trainings", async () => {
  await client.create(tuningRequest("stopped", images.waits.reference, limits(10, 2)));
  await client.until(
    "stopped",
    ({ TrainingJobStatusCounters: counters }) => counters?.InProgress === 2,
  );
  await client.sagemaker.send(
    new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: "stopped" }),
  );
  const job = await client.finished("stopped");
  expect(job.HyperParameterTuningJobStatus).toBe("Stopped");
  expect(job.TrainingJobStatusCounters).toMatchObject({ Stopped: 2, InProgress: 0 });
});

test("a target that is reached ends the search", async () => {
  await client.create(
    tuningRequest("target", images.square.reference, {
      ...limits(100, 1),
      TuningJobCompletionCriteria: { TargetObjectiveMetricValue: 20 },
    }),
  );
  const job = await client.finished("target");
  expect(job.HyperParameterTuningJobStatus).toBe("Completed");
  expect(job.TrainingJobStatusCounters?.Completed).toBeLessThan(20);
});

test("trainings that all fail, or never give the objective, end the search with the reason", async () => {
  await client.create(tuningRequest("failing", images.fails.reference, limits(30, 2)));
  await client.create(tuningRequest("silent", images.silent.reference, limits(30, 2)));
  const failing = await client.finished("failing");
  expect(failing.HyperParameterTuningJobStatus).toBe("Failed");
  expect(failing.FailureReason).toContain("No training job succeeded after");
  const silent = await client.finished("silent");
  expect(silent.FailureReason).toContain("No objective metrics found after running");
  expect(silent.ObjectiveStatusCounters?.Succeeded).toBe(0);
});

test("what falls behind the others is stopped early, and its value counts", async () => {
  await client.create(
    tuningRequest("early", images.curve.reference, {
      Strategy: "Grid",
      ResourceLimits: { MaxParallelTrainingJobs: 1 },
      TrainingJobEarlyStoppingType: "Auto",
      ParameterRanges: {
        CategoricalParameterRanges: [
          { Name: "x", Values: ["good", "bad"] },
          { Name: "y", Values: ["1", "2", "3"] },
        ],
      },
    }),
  );
  const job = await client.finished("early");
  expect(job.HyperParameterTuningJobStatus).toBe("Completed");
  expect(job.TrainingJobStatusCounters).toMatchObject({ Completed: 3, Stopped: 3 });
  expect(job.ObjectiveStatusCounters?.Succeeded).toBe(6);
  expect(job.BestTrainingJob?.TunedHyperParameters?.["x"]).toBe("good");
});

test("a warm start goes on from what its parent found", async () => {
  const request = tuningRequest("warm", images.square.reference, {
    Strategy: "Bayesian",
    ...limits(1, 1),
  });
  await client.create({
    ...request,
    WarmStartConfig: {
      WarmStartType: "IdenticalDataAndAlgorithm",
      ParentHyperParameterTuningJobs: [{ HyperParameterTuningJobName: "seeded-1" }],
    },
  });
  const job = await client.finished("warm");
  // With five values of its own parent it need not begin at random.
  const { TrainingJobSummaries: [first] = [] } = await client.trainings("warm");
  const parents = (await client.trainings("seeded-1")).TrainingJobSummaries ?? [];
  expect(first?.TunedHyperParameters).not.toEqual(parents[0]?.TunedHyperParameters);
  expect(job.OverallBestTrainingJob?.TrainingJobName).toMatch(/^(seeded-1|warm)-/);
});

test("jobs are listed, and deleted once they are over", async () => {
  const list = () =>
    client.sagemaker.send(new ListHyperParameterTuningJobsCommand({ NameContains: "search" }));
  const { HyperParameterTuningJobSummaries: before = [] } = await list();
  expect(before.map((job) => job.HyperParameterTuningJobName)).toEqual(["search"]);
  await client.sagemaker.send(
    new DeleteHyperParameterTuningJobCommand({ HyperParameterTuningJobName: "search" }),
  );
  expect((await list()).HyperParameterTuningJobSummaries).toEqual([]);
  await expect(client.describe("search")).rejects.toMatchObject({ name: "ResourceNotFound" });
});
