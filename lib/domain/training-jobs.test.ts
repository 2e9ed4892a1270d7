import { expect, test } from "vitest";
import { ENDPOINT_STATUSES, endpointCan, endpointKind } from "./endpoints";
import { byUrgency } from "./states";
import { isTerminalJob, jobCan, jobKind, jobWord, TRAINING_JOB_STATUSES } from "./training-jobs";

test("only a job in progress can be stopped, only a finished one serves", () => {
  const can = (action: "stop" | "deploy") =>
    TRAINING_JOB_STATUSES.filter((status) => jobCan(action, { status }));
  expect(can("stop")).toEqual(["InProgress"]);
  expect(can("deploy")).toEqual(["Completed", "Stopped"]);
  expect(jobCan("stop", { status: "SomethingNew" })).toBe(false);
});

test("a status of tomorrow is unknown, never well", () => {
  expect(jobKind({ status: "Hibernating" })).toBe("unknown");
  expect(endpointKind("Hibernating")).toBe("unknown");
});

test("a job that ran into its limit was not stopped by a person", () => {
  const job = { status: "Stopped", secondaryStatus: "MaxRuntimeExceeded" };
  expect(jobKind(job)).toBe("partial");
  expect(jobWord(job)).toBe("MaxRuntimeExceeded");
  expect(jobKind({ status: "Stopped", secondaryStatus: "Stopped" })).toBe("stopped");
});

test("while it moves, a job is called by its finer status", () => {
  expect(jobWord({ status: "InProgress", secondaryStatus: "Downloading" })).toBe("Downloading");
  expect(jobWord({ status: "Completed", secondaryStatus: "Completed" })).toBe("Completed");
  expect(TRAINING_JOB_STATUSES.filter(isTerminalJob)).toEqual(["Completed", "Failed", "Stopped"]);
});

test("AWS refuses to delete an endpoint that is being made", () => {
  const deletable = ENDPOINT_STATUSES.filter((status) => endpointCan("delete", { status }));
  expect(deletable).toEqual(["OutOfService", "InService", "Failed", "UpdateRollbackFailed"]);
  expect(deletable.map(endpointKind)).not.toContain("moving");
});

test("what needs someone stands first", () => {
  expect((["well", "moving", "failed", "unknown"] as const).toSorted(byUrgency)).toEqual([
    "failed",
    "unknown",
    "moving",
    "well",
  ]);
});
