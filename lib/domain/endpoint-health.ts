import { endpointKind } from "./endpoints";
import type { StateKind } from "./states";

/** What is known about an endpoint over the last 15 minutes; times in milliseconds since 1970. */
export interface HealthEvidence {
  readonly status: string;
  readonly now: number;
  /** When AWS last answered, and how often it is asked. */
  readonly answeredAt: number;
  readonly pollMs: number;
  readonly createdAt: number;
  readonly invocations: number;
  readonly errors5xx: number;
  readonly p99Ms: number | null;
  readonly p99AlarmMs: number | null;
  readonly lastInvocationAt: number | null;
  /** Pings missed in a row, from log lines; null where the container does not print them. */
  readonly missedPings: number | null;
}

export type HealthVerdict = "Unknown" | "Degraded" | "Idle" | (string & {});

export interface EndpointHealth {
  readonly verdict: HealthVerdict;
  readonly kind: StateKind;
  /** A code the page turns into words; `status` means that AWS's own word says it all. */
  readonly reason: "stale" | "errors" | "slow" | "pings" | "noTraffic" | "status" | "healthy";
}

const DAY_MS = 24 * 60 * 60 * 1000;
const ERROR_SHARE = 0.01;
const MISSED_PINGS = 2;

/**
 * Degraded: 5xx at least 1 % over 15 min, p99 above its alarm, or two pings missed. Idle: no
 * invocation for 24 h. Unknown: the last answer is older than twice its polling interval.
 */
export function endpointHealth(evidence: HealthEvidence): EndpointHealth {
  if (evidence.now - evidence.answeredAt > 2 * evidence.pollMs) {
    return { verdict: "Unknown", kind: "unknown", reason: "stale" };
  }
  if (evidence.status !== "InService") {
    return { verdict: evidence.status, kind: endpointKind(evidence.status), reason: "status" };
  }
  const trouble = troubleOf(evidence);
  if (trouble) return { verdict: "Degraded", kind: "partial", reason: trouble };
  if (isIdle(evidence)) return { verdict: "Idle", kind: "stopped", reason: "noTraffic" };
  return { verdict: "InService", kind: "well", reason: "healthy" };
}

function troubleOf(evidence: HealthEvidence): "errors" | "slow" | "pings" | null {
  const { invocations, errors5xx, p99Ms, p99AlarmMs, missedPings } = evidence;
  if (invocations > 0 && errors5xx / invocations >= ERROR_SHARE) return "errors";
  if (p99Ms !== null && p99AlarmMs !== null && p99Ms > p99AlarmMs) return "slow";
  if (missedPings !== null && missedPings >= MISSED_PINGS) return "pings";
  return null;
}

const isIdle = ({ now, createdAt, lastInvocationAt }: HealthEvidence): boolean =>
  now - (lastInvocationAt ?? createdAt) >= DAY_MS;
