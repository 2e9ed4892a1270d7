import type { RuntimeContext } from "./context.ts";
import type { Picked } from "./pick.ts";

/** What one invocation came to. */
export interface Outcome {
  /** The container's status, or undefined when it gave none. */
  readonly status: number | undefined;
  /** Milliseconds that the container took, and the whole request. */
  readonly modelMs: number;
  readonly totalMs: number;
}

/** Records an invocation as SageMaker does, without waiting for the disk. */
export function recordInvocation(
  { metrics, clock }: Pick<RuntimeContext, "metrics" | "clock">,
  endpointName: string,
  { variant, instanceCount }: Picked,
  { status, modelMs, totalMs }: Outcome,
): void {
  const at = clock.now();
  const record = (name: string, value: number, unit: string) =>
    metrics.record({
      series: {
        namespace: "AWS/SageMaker",
        name,
        dimensions: { EndpointName: endpointName, VariantName: variant.name },
      },
      unit,
      at,
      resolutionSeconds: 60,
      value,
    });
  const isClientError = status !== undefined && status >= 400 && status < 500;
  const isModelError = status === undefined || status < 200 || status >= 300;
  record("Invocations", 1, "Count");
  record("InvocationsPerInstance", 1 / instanceCount, "Count");
  record("Invocation4XXErrors", isClientError ? 1 : 0, "Count");
  record("Invocation5XXErrors", isModelError && !isClientError ? 1 : 0, "Count");
  record("InvocationModelErrors", isModelError ? 1 : 0, "Count");
  record("ModelLatency", Math.round(modelMs * 1000), "Microseconds");
  record("OverheadLatency", Math.round((totalMs - modelMs) * 1000), "Microseconds");
}
