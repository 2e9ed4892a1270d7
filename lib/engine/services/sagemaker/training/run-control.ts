import type { Container } from "../../../runners/runner.ts";

export type StopReason = "user" | "max-runtime" | "engine-stop";

/** How a running job is asked to end, whatever step it is at. */
export interface RunControl {
  /** Aborted by the first request to stop. */
  readonly signal: AbortSignal;
  /** Aborted when the engine ends, which cannot wait for an upload. */
  readonly engineEnds: AbortSignal;
  readonly reason: () => StopReason | undefined;
  stop(reason: StopReason): void;
  /** From now on, stopping reaches the container too. */
  attach(container: Container): void;
}

/** SageMaker's 120 s for a job; an engine that ends cannot wait as long. */
const GRACE_MS: Record<StopReason, number> = {
  user: 120_000,
  "max-runtime": 120_000,
  "engine-stop": 8000,
};

export function createRunControl(): RunControl {
  const abort = new AbortController();
  const engineEnds = new AbortController();
  let reason: StopReason | undefined;
  const containers: Container[] = [];
  return {
    signal: abort.signal,
    engineEnds: engineEnds.signal,
    reason: () => reason,
    stop(wanted) {
      // The first reason stays, but for the engine's end, which shortens the grace.
      if (reason && wanted !== "engine-stop") return;
      reason = wanted;
      abort.abort();
      if (wanted === "engine-stop") engineEnds.abort();
      for (const container of containers) void container.stop(GRACE_MS[wanted]);
    },
    attach(container) {
      containers.push(container);
      if (reason) void container.stop(GRACE_MS[reason]);
    },
  };
}
