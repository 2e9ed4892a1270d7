/** What a value is to a person, but not to a program that reads tables. */
export type OtherForm = "number" | "date";

/** `1,5` and `1.234,50`: the decimal comma of most of Europe. */
const DECIMAL_COMMA = /^[+-]?(\d+|\d{1,3}([.'\s_]\d{3})+),\d+$/;
/** `$1,234.50`, `12 %`, `1 000`, `1_000`: with thousands parted, a currency or per cent. */
const DECORATED =
  /^[+-]?[$€£¥]?\s?(\d+|\d{1,3}([,'\s_]\d{3})+|\d{1,3}(\.\d{3}){2,})(\.\d+)?\s?[%$€£¥]?$/;
/** Nobody can tell the day from the month in `01/02/2026`. */
const DATE = /^(\d{1,2}[/.-]\d{1,2}[/.-](\d{2}|\d{4})|\d{4}[/.]\d{1,2}[/.]\d{1,2})(\s.*)?$/;
const LONGEST = 40;

/** The other form that a value without outer blanks has; null for numbers, ISO-8601 dates and text. */
export function otherFormOf(value: string): OtherForm | null {
  if (value.length > LONGEST) return null;
  if (DECIMAL_COMMA.test(value) || DECORATED.test(value)) return "number";
  return DATE.test(value) ? "date" : null;
}

/** `00501`, which is no longer the same once it is read as a number. */
export const hasLeadingZeros = (value: string): boolean => /^0\d/.test(value);
