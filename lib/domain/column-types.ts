export type ColumnType = "number" | "integer" | "category" | "text" | "time" | "id";

/** What people write where a value is missing; compared without case and outer blanks. */
const MISSING: ReadonlySet<string> = new Set([
  "",
  "na",
  "n/a",
  "#n/a",
  "nan",
  "-nan",
  "null",
  "none",
  "<na>",
]);

export const isMissing = (cell: string): boolean => MISSING.has(cell.trim().toLowerCase());

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;
const INTEGER = /^[+-]?\d{1,15}$/;
// Dates with or without a time: ISO-8601 and the two common slashed forms.
const TIME =
  /^(\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?|\d{1,2}[/.]\d{1,2}[/.]\d{4})$/;

/** The finite number a cell holds, or null. */
export function toNumber(cell: string): number | null {
  const text = cell.trim();
  if (!NUMBER.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

export const isNumeric = (cell: string): boolean => toNumber(cell) !== null;

export interface ColumnSummary {
  readonly name: string;
  readonly type: ColumnType;
  readonly missing: number;
  readonly distinct: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly examples: readonly string[];
}

const EXAMPLES = 5;
/** A text column with no more values than this share of its rows repeats itself: categories. */
const CATEGORY_SHARE = 0.5;
const CATEGORY_MOST = 100;
/** Below this many rows, all values differing says nothing. */
const ID_ROWS = 20;
const ID_SHARE = 0.9;

const ALWAYS_ID = /(^|[_\s-])(id|identifier|uuid|guid|key)$/i;

/** Judges one column by the values of the rows that were read. */
export function summariseColumn(name: string, cells: readonly string[]): ColumnSummary {
  const values = cells.filter((cell) => !isMissing(cell)).map((cell) => cell.trim());
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const numbers = values.map(toNumber);
  const numeric = values.length > 0 && numbers.every((number) => number !== null);
  const range = numeric ? rangeOf(numbers) : { min: null, max: null };
  return {
    name,
    type: typeOf({ name, values, distinct: counts.size, numeric }),
    missing: cells.length - values.length,
    distinct: counts.size,
    ...range,
    examples: [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, EXAMPLES)
      .map(([value]) => value),
  };
}

function rangeOf(numbers: readonly (number | null)[]): { min: number; max: number } {
  let min = Infinity;
  let max = -Infinity;
  for (const number of numbers) {
    if (number === null) continue;
    min = Math.min(min, number);
    max = Math.max(max, number);
  }
  return { min, max };
}

interface Judged {
  readonly name: string;
  readonly values: readonly string[];
  readonly distinct: number;
  readonly numeric: boolean;
}

function typeOf(column: Judged): ColumnType {
  const { values, distinct, numeric } = column;
  if (values.length === 0) return "text";
  if (numeric) return numericType(column);
  if (values.every((value) => TIME.test(value))) return "time";
  if (looksLikeId(column)) return "id";
  if (distinct <= CATEGORY_MOST && distinct <= Math.max(2, values.length * CATEGORY_SHARE)) {
    return "category";
  }
  return "text";
}

function numericType({ name, values, distinct }: Judged): ColumnType {
  if (!values.every((value) => INTEGER.test(value))) return "number";
  const unique = distinct === values.length && values.length >= ID_ROWS;
  return unique && ALWAYS_ID.test(name) ? "id" : "integer";
}

/** Nearly every row its own short code without blanks: a name for the row, not a property. */
function looksLikeId({ name, values, distinct }: Judged): boolean {
  const codes = values.every((value) => value.length <= 64 && !/\s/.test(value));
  if (!codes || values.length < ID_ROWS) return false;
  if (distinct >= values.length * ID_SHARE) return true;
  return ALWAYS_ID.test(name) && distinct > CATEGORY_MOST;
}
