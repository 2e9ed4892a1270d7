/** A number as charts write it unless told otherwise: five significant figures, "−" for minus. */
export const chartNumber = (value: number): string =>
  value.toLocaleString("en-US", { maximumSignificantDigits: 5 }).replace("-", "−");

const two = (value: number): string => String(value).padStart(2, "0");

/** Time of day, with seconds where a tick or point falls between minutes. */
export function chartTime(time: number): string {
  const date = new Date(time);
  const minutes = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return date.getSeconds() === 0 ? minutes : `${minutes}:${two(date.getSeconds())}`;
}

const DAY = 86_400_000;

/** Ticks of a time axis: the time of day, or the day of the month over more than two days. */
export const chartTicks = (ticks: readonly number[]): string[] => {
  const span = (ticks.at(-1) ?? 0) - (ticks[0] ?? 0);
  return ticks.map((time) =>
    span > 2 * DAY
      ? new Date(time).toLocaleDateString("en-GB", { day: "numeric", month: "short" })
      : chartTime(time),
  );
};
