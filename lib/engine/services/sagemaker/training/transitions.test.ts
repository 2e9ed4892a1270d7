import { expect, test } from "vitest";
import type { TrainingJob } from "../records.ts";
import { withTransition } from "./transitions.ts";

const at = new Date(0);
const job: TrainingJob = {
  name: "one",
  arn: "",
  request: {} as TrainingJob["request"],
  image: "",
  metricDefinitions: [],
  status: "InProgress",
  secondaryStatus: "Starting",
  transitions: [{ Status: "Starting", StartTime: at }],
  finalMetrics: [],
  createdAt: at,
  modifiedAt: at,
};

const after = (...steps: Parameters<typeof withTransition>[2][]) =>
  steps.reduce((before, status) => withTransition(before, at, status, "a step"), job);

test("a job that is stopping does not go on to train", () => {
  const stopped = after(
    "Downloading",
    "Stopping",
    "Downloading",
    "Training",
    "Uploading",
    "Stopped",
  );
  expect(stopped.transitions.map(({ Status }) => Status)).toEqual([
    ...["Starting", "Downloading", "Stopping", "Uploading", "Stopped"],
  ]);
  expect(after("Stopping", "Training")).toMatchObject({
    status: "Stopping",
    secondaryStatus: "Stopping",
  });
});

test("it is Stopping while it uploads", () => {
  expect(after("Training", "Stopping", "Uploading").status).toBe("Stopping");
});
