const HOUR_MS = 3_600_000;
/** AWS's own calculator takes a month as 730 hours. */
const MONTH_HOURS = 730;

/** What something has cost since `since`, in the currency of `hourly`, an hour's price. */
export const costSince = (hourly: number, since: string, now: number): number =>
  (hourly * Math.max(0, now - Date.parse(since))) / HOUR_MS;

export const costOfMonth = (hourly: number): number => hourly * MONTH_HOURS;

const DAY_MS = 24 * HOUR_MS;

/** Something billed by the hour since a moment; `hourly` is US dollars. */
export interface Running {
  readonly hourly: number;
  readonly createdAt: string;
}

/**
 * What each of the last `days` days of 24 hours cost, oldest first, where everything was as large
 * since it was created as it is now. The last one is a whole day at the present rate.
 */
export function costOfDays(running: readonly Running[], now: number, days: number): number[] {
  const rate = (hourly: number, from: number, to: number): number =>
    (hourly * Math.max(0, to - from)) / HOUR_MS;
  return Array.from({ length: days }, (_, at) => {
    const end = now - (days - 1 - at) * DAY_MS;
    return running.reduce((sum, { hourly, createdAt }) => {
      const start = at === days - 1 ? end - DAY_MS : Math.max(Date.parse(createdAt), end - DAY_MS);
      return sum + rate(hourly, start, end);
    }, 0);
  });
}

/** The sum of those that are known, and how many are not. */
export function sumKnown(parts: readonly (number | null)[]): {
  readonly sum: number;
  readonly unknown: number;
} {
  const known = parts.filter((part) => part !== null);
  return { sum: known.reduce((a, b) => a + b, 0), unknown: parts.length - known.length };
}
