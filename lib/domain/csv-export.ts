import { isNumeric } from "./column-types";
import type { Delimiter } from "./delimiters";

/** Spreadsheets run cells that begin so: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A cell as a spreadsheet may safely open it. Numeric literals stay as they are: an apostrophe
 * before `-12.5` would turn the number into text.
 */
export const neutralise = (cell: string): string =>
  FORMULA.test(cell) && !isNumeric(cell) ? `'${cell}` : cell;

/** Quotes a cell where the format asks for it (RFC 4180). */
export const quoteCell = (cell: string, delimiter: Delimiter): string =>
  cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** One line of the file, CRLF included, with formulas neutralised. */
export const csvLine = (cells: readonly string[], delimiter: Delimiter): string =>
  `${cells.map((cell) => quoteCell(neutralise(cell), delimiter)).join(delimiter)}\r\n`;
