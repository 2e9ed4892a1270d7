/** Numbers, sizes, times and money as the pages show them. Minus is "−"; thousands have commas. */

const MINUS = "−";
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BYTE_UNITS = ["B", "KB", "MB", "GB", "TB", "PB"] as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const withMinus = (text: string): string => text.replace("-", MINUS);

/** One for each number of decimals: making one takes a hundred times as long as using it. */
const formats = new Map<number, Intl.NumberFormat>();

function formatOf(decimals: number): Intl.NumberFormat {
  const known = formats.get(decimals);
  if (known) return known;
  const made = new Intl.NumberFormat("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    // What rounds to nothing is neither above nor below it.
    signDisplay: "negative",
  });
  formats.set(decimals, made);
  return made;
}

/** A count, or any number with fixed decimals: `8,523`, `−0.10`. */
export const formatNumber = (value: number, decimals = 0): string =>
  withMinus(formatOf(decimals).format(value));

/** Digits after the point in a number as it is written; 0 for `1e-9` and the like. */
const decimalsOf = (value: number): number => {
  const text = String(value);
  const point = text.indexOf(".");
  return point < 0 || text.includes("e") ? 0 : text.length - point - 1;
};

/**
 * A metric with at most `digits` significant figures, and never more than it came with:
 * `1,136.5`, `0.5341`, `7`. Very small and very large ones are written with an exponent.
 */
export function formatMetric(value: number, digits = 5): string {
  if (!Number.isFinite(value)) return String(value).replace("-", MINUS);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e12)) {
    return withMinus(value.toExponential(Math.max(0, digits - 1)).replace(/\.?0+e/, "e"));
  }
  const whole = size < 1 ? 0 : Math.floor(Math.log10(size)) + 1;
  const leadingZeros = size > 0 && size < 1 ? Math.floor(-Math.log10(size)) : 0;
  const room = Math.max(0, digits - whole + leadingZeros);
  return formatNumber(value, Math.min(room, decimalsOf(value)));
}

/**
 * Decimals for a column of one metric: the largest value has four or five significant digits, and
 * none has more decimals than the most exact came with.
 */
export function sharedDecimals(values: readonly number[]): number {
  const largest = Math.max(0, ...values.map(Math.abs));
  if (largest === 0) return 0;
  const digits = largest < 1 ? 4 : 5;
  const room = digits - 1 - Math.floor(Math.log10(largest));
  return Math.max(0, Math.min(room, Math.max(...values.map(decimalsOf))));
}

/** A share from 0 to 1 as percent: `63 %`, `99.97 %`. */
export const formatShare = (share: number, decimals = 0): string =>
  `${formatNumber(share * 100, decimals)} %`;

/** An hour's price in US dollars: `$0.230`. */
export const formatHourly = (dollars: number): string => `$${formatNumber(dollars, 3)}`;

/** A sum in US dollars: `$0.48`, `$1,137`; what rounds to nothing is less than a cent. */
export function formatDollars(dollars: number): string {
  if (dollars > 0 && dollars < 0.01) return "< $0.01";
  return `$${formatNumber(dollars, dollars < 1000 ? 2 : 0)}`;
}

/** Bytes in steps of 1,024: `840.8 KB`, `512 B`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 1024 && unit < BYTE_UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const decimals = unit === 0 ? 0 : unit >= 3 ? 2 : 1;
  return `${formatNumber(value, Number.isInteger(value) ? 0 : decimals)} ${BYTE_UNITS[unit]}`;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** The length of a time in milliseconds: `18 ms`, `52 s`, `3 min 04 s`, `2 h 04 min`, `2 d 4 h`. */
export function formatDuration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < SECOND) return `${formatNumber(Math.round(ms))} ms`;
  const seconds = Math.floor(ms / SECOND);
  if (ms < MINUTE) return `${seconds} s`;
  if (ms < HOUR) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  const minutes = Math.floor(ms / MINUTE);
  if (ms < DAY) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
  const hours = Math.floor(ms / HOUR);
  return `${formatNumber(Math.floor(hours / 24))} d ${hours % 24} h`;
}

const valid = (time: string): Date | null => {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? null : date;
};

/** A day of the reader's own zone: `19 Nov`, with the year when it is another one. */
export function formatDay(time: string | number, now: number): string {
  const date = new Date(time);
  const year = date.getFullYear() === new Date(now).getFullYear() ? "" : ` ${date.getFullYear()}`;
  return `${date.getDate()} ${MONTHS[date.getMonth()]}${year}`;
}

/** A time of the reader's own zone: `19 Nov 16:22`, with the year when it is another one. */
export function formatDate(time: string, now: number): string {
  const date = valid(time);
  if (!date) return time;
  return `${formatDay(time, now)} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Time of day with seconds: `09:58:34`; with `milliseconds`, `09:58:34.067`. */
export function formatClock(time: string | number, milliseconds = false): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return String(time);
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  return milliseconds ? `${clock}.${String(date.getMilliseconds()).padStart(3, "0")}` : clock;
}

/** How long ago a time was: `3 s ago`, `2 h 04 min ago`; after 24 h the date. */
export function formatAge(time: string, now: number): string {
  const date = valid(time);
  if (!date) return time;
  const age = now - date.getTime();
  if (age >= DAY || age <= -MINUTE) return formatDate(time, now);
  return `${age < SECOND ? "0 s" : formatDuration(age)} ago`;
}

/** Longer cells say no more in a sentence or a table. */
const CELL = 80;

/** Keeps the beginning of a long text. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most)}…`;

/** A cell's text where it stands among other words. */
export const formatCell = (text: string): string => cut(text, CELL);

/** Keeps both ends of a long name: `sha256:9f2c41…d07e`. */
export function shorten(text: string, head: number, tail: number): string {
  return text.length <= head + tail + 1 ? text : `${text.slice(0, head)}…${text.slice(-tail)}`;
}
