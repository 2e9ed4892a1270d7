import { isNumeric } from "./column-types";
import type { Delimiter } from "./delimiters";

/** Spreadsheets run cells that begin so: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A cell as a spreadsheet may safely open it. Numeric literals stay as they are: an apostrophe
 * before `-12.5` would turn the number into text.
 */
const neutralise = (cell: string): string =>
  FORMULA.test(cell) && !isNumeric(cell) ? `'${cell}` : cell;

/** Quotes a cell where the format asks for it (RFC 4180). */
const quoteCell = (cell: string, delimiter: Delimiter): string =>
  cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** Cells that are put behind a record as it stands, each with the delimiter before it. */
export const addedCells = (cells: readonly string[], delimiter: Delimiter): string =>
  cells.map((cell) => delimiter + quoteCell(neutralise(cell), delimiter)).join("");

/** One record as text/csv has it (RFC 4180), CRLF included, every cell as it is. */
export const csvRecord = (cells: readonly string[]): string =>
  `${cells.map((cell) => quoteCell(cell, ",")).join(",")}\r\n`;

/** The same, with every cell as a spreadsheet may safely open it. */
export const safeCsvRecord = (cells: readonly string[]): string => csvRecord(cells.map(neutralise));
