import { expect, test } from "vitest";
import { attentionOf, quietFor } from "./endpoint-attention";
import { endpointHealth, type HealthEvidence } from "./endpoint-health";

const HOUR = 3_600_000;
const now = Date.parse("2026-11-21T12:00:00Z");
const well: HealthEvidence = {
  status: "InService",
  now,
  answeredAt: now,
  pollMs: 0,
  createdAt: now - 100 * HOUR,
  invocations: 100,
  errors5xx: 0,
  p99Ms: null,
  p99AlarmMs: null,
  lastInvocationAt: now,
  missedPings: null,
};
const attention = (evidence: Partial<HealthEvidence>) =>
  attentionOf(endpointHealth({ ...well, ...evidence }));

test.each([
  ["failed", { status: "Failed" }],
  ["failed", { status: "UpdateRollbackFailed" }],
  ["outOfService", { status: "OutOfService" }],
  ["errors", { errors5xx: 1 }],
  ["idle", { invocations: 0, lastInvocationAt: now - 24 * HOUR }],
  ["idle", { invocations: 0, lastInvocationAt: null }],
])("needs someone: %s, %o", (kind, evidence) => {
  expect(attention(evidence)).toBe(kind);
});

test.each([
  {},
  { status: "Creating" },
  { status: "Deleting" },
  { invocations: 101, errors5xx: 1 },
  { invocations: 0, lastInvocationAt: now - 23 * HOUR },
  { invocations: 0, lastInvocationAt: null, createdAt: now - 23 * HOUR },
])("needs nobody: %o", (evidence) => {
  expect(attention(evidence)).toBeNull();
});

test("silence is counted from the last call, the creation, or as far as was looked", () => {
  const from = "2026-11-14T12:00:00Z";
  const old = "2026-01-01T00:00:00Z";
  const called = { createdAt: old, lastCallAt: "2026-11-19T08:00:00Z" };
  expect(quietFor(called, from, now)).toEqual({ ms: 52 * HOUR, isAtLeast: false });
  const young = { createdAt: "2026-11-20T06:00:00Z", lastCallAt: null };
  expect(quietFor(young, from, now)).toEqual({ ms: 30 * HOUR, isAtLeast: false });
  expect(quietFor({ createdAt: old, lastCallAt: null }, from, now)).toEqual({
    ms: 168 * HOUR,
    isAtLeast: true,
  });
});
