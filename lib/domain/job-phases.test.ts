import { expect, test } from "vitest";
import { jobPhases } from "./job-phases";

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 12, 0, second)).toISOString();
const step = (status: string, from: number, to: number | null, message: string | null = null) => ({
  status,
  startedAt: at(from),
  endedAt: to === null ? null : at(to),
  message,
});
const brief = (phases: ReturnType<typeof jobPhases>) =>
  phases.map(({ name, state, milliseconds }) => [name, state, milliseconds]);

test("a running job stands at one station, with the way behind and ahead of it", () => {
  const transitions = [
    step("Starting", 0, 4),
    step("LaunchingMLInstances", 4, 6),
    step("Downloading", 6, 8),
    step("Training", 8, null, "Training in progress."),
  ];
  expect(brief(jobPhases({ status: "InProgress", transitions }))).toEqual([
    ["Starting", "done", 6000],
    ["Downloading", "done", 2000],
    ["Training", "now", null],
    ["Uploading", "todo", null],
    ["Completed", "todo", null],
  ]);
});

test("a failed job marks where it failed and does not promise completion", () => {
  const transitions = [
    step("Starting", 0, 1),
    step("Downloading", 1, 2),
    step("Training", 2, 5),
    step("Failed", 5, 5, "Training job failed"),
  ];
  const phases = jobPhases({ status: "Failed", transitions });
  expect(brief(phases)[2]).toEqual(["Training", "bad", 3000]);
  expect(phases.at(-1)).toMatchObject({
    name: "Failed",
    state: "todo",
    message: "Training job failed",
  });
});

test("a program that failed is marked where it ran, though its output was still uploaded", () => {
  const transitions = [
    step("Starting", 0, 1),
    step("Training", 1, 5),
    step("Uploading", 5, 6),
    step("Failed", 6, 6),
  ];
  const states = (failureReason: string) =>
    jobPhases({ status: "Failed", transitions, failureReason }).map(({ state }) => state);
  expect(states("AlgorithmError: boom")).toEqual(["done", "done", "bad", "done", "todo"]);
  expect(states("ClientError: cannot upload")).toEqual(["done", "done", "done", "bad", "todo"]);
});

test("a completed job has passed every station, also those it skipped", () => {
  const transitions = [step("Starting", 0, 1), step("Training", 1, 9), step("Completed", 9, 9)];
  const phases = jobPhases({ status: "Completed", transitions });
  expect(phases.every(({ state }) => state === "done")).toBe(true);
  expect(phases[1]).toMatchObject({ name: "Downloading", startedAt: null, milliseconds: null });
});

test("a job that was stopped before it began has no station behind it", () => {
  const phases = jobPhases({ status: "Stopped", transitions: [step("Stopped", 0, 0)] });
  expect(phases.map(({ state }) => state)).toEqual(["todo", "todo", "todo", "todo", "todo"]);
  expect(phases.at(-1)?.name).toBe("Stopped");
});

test("time limits are named by AWS's own word", () => {
  const transitions = [
    step("Starting", 0, 1),
    step("Training", 1, 61),
    step("MaxRuntimeExceeded", 61, 61),
  ];
  const phases = jobPhases({ status: "Stopped", transitions });
  expect(phases[2]?.state).toBe("stopped");
  expect(phases.at(-1)?.name).toBe("MaxRuntimeExceeded");
});
