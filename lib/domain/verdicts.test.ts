import { expect, test } from "vitest";
import { endpointHealth, type HealthEvidence } from "./endpoint-health";
import { exitCodeWords, failureCause } from "./failure-reasons";
import { hyperparameterProblem } from "./hyperparameters";
import { addPair, NO_PAIRS, regressionMetrics } from "./regression";
import { groupErrors, missedPings, parseRequestLine, pingsOf } from "./request-lines";

const NOW = Date.UTC(2026, 10, 21);
const HOUR = 3_600_000;
const evidence = (part: Partial<HealthEvidence>): HealthEvidence => ({
  status: "InService",
  now: NOW,
  answeredAt: NOW,
  pollMs: 5000,
  createdAt: NOW - 48 * HOUR,
  invocations: 1000,
  errors5xx: 0,
  p99Ms: 80,
  p99AlarmMs: null,
  lastInvocationAt: NOW - 1000,
  missedPings: 0,
  ...part,
});

test.each([
  [{}, "InService", "healthy"],
  [{ errors5xx: 10 }, "Degraded", "errors"],
  [{ errors5xx: 9 }, "InService", "healthy"],
  [{ p99AlarmMs: 79 }, "Degraded", "slow"],
  [{ missedPings: 2 }, "Degraded", "pings"],
  [{ missedPings: null }, "InService", "healthy"],
  [{ invocations: 0, lastInvocationAt: NOW - 25 * HOUR }, "Idle", "noTraffic"],
  [{ invocations: 0, lastInvocationAt: null, createdAt: NOW - HOUR }, "InService", "healthy"],
  [{ answeredAt: NOW - 10_001, errors5xx: 500 }, "Unknown", "stale"],
  [{ status: "Creating", lastInvocationAt: null }, "Creating", "status"],
] as const)("with %o an endpoint is %s because of %s", (part, verdict, reason) => {
  expect(endpointHealth(evidence(part))).toMatchObject({ verdict, reason });
});

const CHAINED = `AlgorithmError: ExecuteUserScriptError:
ExitCode 1
ErrorMessage "Traceback (most recent call last):
  File "/opt/program/train.py", line 10, in train
    frame[target]
KeyError: 'Item_Outlet_Sales'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/opt/program/train.py", line 14, in main
    raise RuntimeError("training failed")
RuntimeError: training failed"`;

test("the first exception of a chain is the cause", () => {
  expect(failureCause(CHAINED)).toMatchObject({
    cause: "KeyError: 'Item_Outlet_Sales'",
    exitCode: 1,
  });
});

test.each([
  [
    "AlgorithmError: The column Sales is not there.\nIt has: a, b. exit code: 255",
    "The column Sales is not there.",
    255,
  ],
  ["ClientError: Data download failed", "Data download failed", null],
  ["AlgorithmError: ValueError: bad value, exit code: 3", "ValueError: bad value", 3],
  [
    "AlgorithmError: Segmentation fault (last line of the log; the container wrote no failure file), exit code: 139",
    "Segmentation fault",
    139,
  ],
  [
    "The container ended with exit code 1 before it answered /ping. Last lines of its log: INFO up\nERROR There is no manifest.json.",
    "There is no manifest.json.",
    1,
  ],
])("%j says %j", (text, cause, exitCode) => {
  expect(failureCause(text)).toMatchObject({ cause, exitCode, text });
});

test("no reason is no failure, and an exit code alone is still said", () => {
  expect(failureCause("")).toBeNull();
  expect(failureCause(undefined)).toBeNull();
  expect(failureCause("AlgorithmError: , exit code: 137")).toMatchObject({
    cause: "killed (SIGKILL), often for lack of memory",
    exitCode: 137,
  });
  expect(exitCodeWords(2)).toBe("exit code 2");
});

const LINE =
  "2026-11-21T10:52:41.108Z POST /invocations 400 17 ms 1 rows 83 bytes row 7: missing column Price";

test("a request line gives its figures, another line nothing", () => {
  expect(parseRequestLine(LINE)).toEqual({
    at: "2026-11-21T10:52:41.108Z",
    method: "POST",
    path: "/invocations",
    status: 400,
    milliseconds: 17,
    rows: 1,
    bytes: 83,
    message: "row 7: missing column Price",
  });
  expect(parseRequestLine("trees=320 train_rmse=595.38")).toBeNull();
});

const request = (at: number, path: string, status: number, message = "") => ({
  at: new Date(NOW + at * 1000).toISOString(),
  method: "POST",
  path,
  status,
  milliseconds: 1,
  rows: 1,
  bytes: 1,
  message,
});

test("errors that differ in a number are one group with its latest words", () => {
  const groups = groupErrors([
    request(1, "/invocations", 400, "row 7: missing column A"),
    request(2, "/invocations", 200),
    request(3, "/invocations", 400, "row 12: missing column A"),
    request(4, "/invocations", 500, "boom"),
    request(5, "/ping", 500),
  ]);
  expect(groups.map(({ status, message, count }) => [status, message, count])).toEqual([
    [400, "row 12: missing column A", 2],
    [500, "boom", 1],
  ]);
});

test("missed pings are counted from the newest back", () => {
  const pings = [request(1, "/ping", 500), request(2, "/ping", 200), request(3, "/ping", 500)];
  expect(missedPings(pingsOf([...pings, request(4, "/invocations", 200)]))).toBe(1);
  expect(missedPings(pings.slice(0, 2))).toBe(0);
  expect(missedPings([])).toBeNull();
});

test("RMSE, MAE and R² of a known case", () => {
  const pairs = [
    [3, 2.5],
    [-0.5, 0],
    [2, 2],
    [7, 8],
  ] as const;
  const sums = pairs.reduce(
    (all, [actual, predicted]) => addPair(all, actual, predicted),
    NO_PAIRS,
  );
  const metrics = regressionMetrics(sums);
  expect(metrics?.rmse).toBeCloseTo(Math.sqrt(0.375), 12);
  expect(metrics?.mae).toBeCloseTo(0.5, 12);
  expect(metrics?.r2).toBeCloseTo(0.9486081370449679, 12);
  expect(regressionMetrics(NO_PAIRS)).toBeNull();
  expect(regressionMetrics(addPair(NO_PAIRS, 1, 2))?.r2).toBeNull();
});

const rule = {
  name: "n",
  type: "integer",
  min: 1,
  max: 10,
  values: [],
  default: null,
  required: true,
} as const;

test.each([
  ["5", null],
  ["", { kind: "missing" }],
  ["5.5", { kind: "notAnInteger" }],
  ["5.0", { kind: "notAnInteger" }],
  ["1e1", { kind: "notAnInteger" }],
  ["many", { kind: "notANumber" }],
  ["0", { kind: "below", limit: 1 }],
  ["11", { kind: "above", limit: 10 }],
])("the value %j of a hyperparameter has the problem %o", (value, problem) => {
  expect(hyperparameterProblem(rule, value)).toEqual(problem);
});
