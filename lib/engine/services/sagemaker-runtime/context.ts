import type { Clock } from "../../state/clock.ts";
import type { Fleet } from "../../state/fleet.ts";
import type { MetricStore } from "../../state/metric-store.ts";
import type { Timers } from "../../state/timers.ts";

export interface RuntimeContext {
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly fleet: Fleet;
  readonly metrics: MetricStore;
  /** The largest request and the largest answer, in bytes. */
  readonly maxPayloadBytes: number;
  /** A number from 0 to below 1, which decides between variants by their weights. */
  readonly random: () => number;
}
