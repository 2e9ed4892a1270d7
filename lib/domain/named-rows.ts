/** "row 7", "rows 1, 5 and 9": 1-based rows of a request, as containers name them (formats.md). */
const ROWS = /\b(rows?) (\d{1,9}(?:(?:, | and )\d{1,9})*)/gi;

/** The rows a message names, in their order; numbers that cannot be rows of the request are not. */
export function namedRows(message: string, rows: number): number[] {
  const named = new Set<number>();
  for (const [, , list = ""] of message.matchAll(ROWS)) {
    for (const text of list.match(/\d+/g) ?? []) named.add(Number(text));
  }
  return [...named].filter((row) => row >= 1 && row <= rows);
}

/** Rows a container names are those of its request; `inFile` has what they are in the file. */
export const inFileRows = (message: string, inFile: readonly number[]): string =>
  message.replace(ROWS, (_, word: string, list: string) => {
    const moved = list.replace(/\d+/g, (row) => String(inFile[Number(row) - 1] ?? row));
    return `${word} ${moved}`;
  });

export interface NamedCell {
  readonly column: string;
  readonly value: string;
}

/** The cell a message speaks of, where it names a column of the file: "row 3, column Item_MRP: …" */
export function namedCell(
  message: string,
  columns: readonly string[],
  cells: readonly string[],
): NamedCell | null {
  const after = /\bcolumn (.*)/i.exec(message)?.[1];
  if (after === undefined) return null;
  const [column] = columns
    .filter((name) => after.startsWith(name))
    // Of `Item` and `Item_MRP` the longer one is meant.
    .sort((a, b) => b.length - a.length);
  return column === undefined ? null : { column, value: cells[columns.indexOf(column)] ?? "" };
}
