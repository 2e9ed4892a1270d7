import type { ResourceStore } from "../../../state/resource-store.ts";
import type { TransformInputs } from "../../../state/transform-inputs.ts";
import type { Model, TransformJob } from "../records.ts";
import type { ServingDeps } from "../serving/place.ts";

export interface TransformDeps extends ServingDeps {
  readonly transforms: ResourceStore<TransformJob>;
  readonly transformInputs: TransformInputs;
  readonly models: ResourceStore<Model>;
  /** Seconds a container has until its first healthy ping. */
  readonly startupTimeoutSeconds: number;
}

export const LOG_GROUP = "/aws/sagemaker/TransformJobs";

/** Whose fault it is, as SageMaker tells: that of the data and the request, or of the container. */
export type Blame = "ClientError" | "AlgorithmError";

/** Ends a transform job as Failed; the message is its FailureReason. */
export class TransformFailure extends Error {
  override readonly name = "TransformFailure";

  constructor(blame: Blame, message: string) {
    super(`${blame}: ${message}`);
  }
}

/** Why one input has no output; the job goes on with the others. */
export class InputFault extends Error {
  override readonly name = "InputFault";
  readonly blame: Blame;
  /** What the container answered, for the log. */
  readonly answer: string | undefined;

  constructor(blame: Blame, message: string, answer?: string) {
    super(message);
    this.blame = blame;
    this.answer = answer;
  }
}

const SHUTDOWN_GRACE_MS = 8000;
/** SageMaker's time between SIGTERM and SIGKILL of serving containers. */
const STOP_GRACE_MS = 30_000;

/** How a running job is asked to end. */
export interface StopControl {
  /** Aborted by the first request to stop. */
  readonly signal: AbortSignal;
  readonly reason: () => "user" | "engine-stop" | undefined;
  stop(reason: "user" | "engine-stop"): void;
  /** What its containers have between SIGTERM and SIGKILL. */
  readonly graceMs: () => number;
}

export function createStopControl(): StopControl {
  const abort = new AbortController();
  let reason: "user" | "engine-stop" | undefined;
  return {
    signal: abort.signal,
    reason: () => reason,
    stop(wanted) {
      reason = wanted;
      abort.abort();
    },
    graceMs: () => (reason === "engine-stop" ? SHUTDOWN_GRACE_MS : STOP_GRACE_MS),
  };
}
