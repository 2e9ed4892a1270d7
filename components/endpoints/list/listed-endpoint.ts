import type { EndpointSummary } from "@/lib/contracts/endpoints";

/** What AWS is asked for each row is bounded: an account may have hundreds of endpoints. */
export const WATCHED_ROWS = 12;

/** Ranges with a point a minute: the last quarter of an hour, which the verdict is about, is in each. */
export const LIST_RANGES = ["15m", "1h", "3h"] as const;
export type ListRange = (typeof LIST_RANGES)[number];
const USUAL: ListRange = "3h";

export const rangeOf = (text: string | null): ListRange =>
  LIST_RANGES.find((range) => range === text) ?? USUAL;

/** What the address says of a range: nothing of the usual one. */
export const rangeInAddress = (range: ListRange) => (range === USUAL ? undefined : range);

/** An endpoint as the list has it. */
export interface ListedEndpoint extends EndpointSummary {
  /** How far back its figures look. */
  readonly range: ListRange;
  /** Whether its details and figures are followed. */
  readonly isWatched: boolean;
}
