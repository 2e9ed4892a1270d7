import { isMissing, isNumeric } from "./column-types";

export type HeaderSetting = "present" | "absent";

/**
 * Whether the first record names the columns. It does not when a cell is a number, is empty or
 * repeats another; it does when, below it, some column holds numbers; and when nothing tells,
 * it does if none of its cells comes again below it.
 */
export function detectHeader(records: readonly (readonly string[])[]): HeaderSetting {
  const [first, ...rest] = records;
  if (!first) return "present";
  const names = first.map((cell) => cell.trim());
  if (names.some((name) => isMissing(name) || isNumeric(name))) return "absent";
  if (new Set(names).size !== names.length) return "absent";
  if (rest.length === 0) return "present";
  if (names.some((_, column) => isNumberColumn(rest, column))) return "present";
  return names.some((name, column) => rest.some((record) => record[column]?.trim() === name))
    ? "absent"
    : "present";
}

function isNumberColumn(records: readonly (readonly string[])[], column: number): boolean {
  const cells = records.map((record) => record[column] ?? "").filter((cell) => !isMissing(cell));
  return cells.length > 0 && cells.every(isNumeric);
}

/** Names of columns without a header: `column_0`, `column_1`, … (formats.md). */
export const columnNames = (width: number): string[] =>
  Array.from({ length: width }, (_, at) => `column_${at}`);

/** A header may repeat a name or leave one out; columns must still be told apart. */
export function uniqueNames(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((cell, at) => {
    const wanted = cell.trim() || `column_${at}`;
    let name = wanted;
    for (let copy = 2; taken.has(name); copy += 1) name = `${wanted}_${copy}`;
    taken.add(name);
    return name;
  });
}
