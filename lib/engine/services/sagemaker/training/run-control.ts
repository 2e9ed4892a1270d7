import type { Container } from "../../../runners/runner.ts";

/** Why a run is to end before it has ended by itself. */
export type StopReason = "user" | "max-runtime" | "max-wait" | "interrupt" | "engine-stop";

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

/** SageMaker's 120 s for a job, and for spot capacity that is taken back; an engine that ends cannot wait as long. */
const GRACE_MS = 120_000;
const ENGINE_GRACE_MS = 8000;

const graceOf = (reason: StopReason) => (reason === "engine-stop" ? ENGINE_GRACE_MS : GRACE_MS);

/** A later reason that counts for more takes an earlier one's place. */
const WEIGHT: Record<StopReason, number> = {
  interrupt: 0,
  user: 1,
  "max-runtime": 1,
  "max-wait": 1,
  "engine-stop": 2,
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
      if (reason && WEIGHT[wanted] <= WEIGHT[reason]) return;
      reason = wanted;
      abort.abort();
      if (wanted === "engine-stop") engineEnds.abort();
      for (const container of containers) void container.stop(graceOf(wanted));
    },
    attach(container) {
      containers.push(container);
      if (reason) void container.stop(graceOf(reason));
    },
  };
}
