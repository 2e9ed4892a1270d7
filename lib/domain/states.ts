/**
 * What a status means to the person looking at it. The six shapes of the interface are drawn
 * from this, never from AWS's word.
 */
export type StateKind = "well" | "moving" | "partial" | "failed" | "stopped" | "unknown";

/** Lists stand in this order by default: what needs someone comes first. */
const URGENCY: Record<StateKind, number> = {
  failed: 0,
  partial: 1,
  unknown: 2,
  moving: 3,
  stopped: 4,
  well: 5,
};

export const byUrgency = (a: StateKind, b: StateKind): number => URGENCY[a] - URGENCY[b];
