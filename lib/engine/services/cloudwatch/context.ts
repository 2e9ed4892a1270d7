import type { Clock } from "../../state/clock.ts";
import type { MetricStore } from "../../state/metric-store.ts";

export interface CloudWatchContext {
  readonly clock: Clock;
  readonly metrics: MetricStore;
}
