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
const LONGEST_MISSING = 4;

export function isMissing(cell: string): boolean {
  const text = cell.trim();
  return text.length <= LONGEST_MISSING && MISSING.has(text.toLowerCase());
}

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
export const isInteger = (value: string): boolean => INTEGER.test(value);
export const isTime = (value: string): boolean => TIME.test(value);
/** A short name without blanks, as identifiers are. */
export const isCode = (value: string): boolean => value.length <= 64 && !/\s/.test(value);

/** What all values of a column have in common; missing ones are not values. */
export interface ColumnFacts {
  readonly name: string;
  readonly values: number;
  /** Different values; Infinity when there were too many to count. */
  readonly distinct: number;
  readonly numeric: boolean;
  readonly integers: boolean;
  readonly times: boolean;
  readonly codes: boolean;
  /** Numbers to a person, in a form that programs read as text. */
  readonly otherNumbers: boolean;
}

/** A text column with no more values than this share of its rows repeats itself: categories. */
const CATEGORY_SHARE = 0.5;
const CATEGORY_MOST = 100;
/** Below this many rows, all values differing says nothing. */
const ID_ROWS = 20;
const ID_SHARE = 0.9;

const ALWAYS_ID = /(^|[_\s-])(id|identifier|uuid|guid|key)$/i;

export function columnType(column: ColumnFacts): ColumnType {
  const { values, distinct } = column;
  if (values === 0) return "text";
  if (column.numeric) return numericType(column);
  if (column.times) return "time";
  if (!column.otherNumbers && looksLikeId(column)) return "id";
  if (distinct <= CATEGORY_MOST && distinct <= Math.max(2, values * CATEGORY_SHARE)) {
    return "category";
  }
  return "text";
}

function numericType({ name, values, distinct, integers }: ColumnFacts): ColumnType {
  if (!integers) return "number";
  const unique = distinct >= values && values >= ID_ROWS;
  return unique && ALWAYS_ID.test(name) ? "id" : "integer";
}

/** Nearly every row its own short code without blanks: a name for the row, not a property. */
function looksLikeId({ name, values, distinct, codes }: ColumnFacts): boolean {
  if (!codes || values < ID_ROWS) return false;
  if (distinct >= values * ID_SHARE) return true;
  return ALWAYS_ID.test(name) && distinct > CATEGORY_MOST;
}
