const HOUR_MS = 3_600_000;
/** AWS's own calculator takes a month as 730 hours. */
const MONTH_HOURS = 730;

/** What something has cost since `since`, in the currency of `hourly`, an hour's price. */
export const costSince = (hourly: number, since: string, now: number): number =>
  (hourly * Math.max(0, now - Date.parse(since))) / HOUR_MS;

export const costOfMonth = (hourly: number): number => hourly * MONTH_HOURS;

/** The sum of those that are known, and how many are not. */
export function sumKnown(parts: readonly (number | null)[]): {
  readonly sum: number;
  readonly unknown: number;
} {
  const known = parts.filter((part) => part !== null);
  return { sum: known.reduce((a, b) => a + b, 0), unknown: parts.length - known.length };
}
