import { isMissing, isNumeric } from "./column-types";

export type HeaderSetting = "present" | "absent";

/**
 * Whether the first record names the columns. It does not when a cell is a number; it does when
 * some column holds numbers below a name, as an index column without one shows in other tools'
 * exports. It does not when a cell is empty or repeats another; and when nothing tells, it does if
 * none of its cells comes again below it.
 */
export function detectHeader(records: readonly (readonly string[])[]): HeaderSetting {
  const [first, ...rest] = records;
  if (!first) return "present";
  const names = first.map((cell) => cell.trim());
  if (names.some(isNumeric)) return "absent";
  if (names.some((name, column) => !isMissing(name) && isNumberColumn(rest, column))) {
    return "present";
  }
  if (names.some(isMissing) || new Set(names).size !== names.length) return "absent";
  if (rest.length === 0) return "present";
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

/** Names that stand more than once in a header. */
export function repeatedNames(header: readonly string[]): string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const name of header.map((cell) => cell.trim())) {
    if (name !== "" && seen.has(name)) repeated.add(name);
    seen.add(name);
  }
  return [...repeated];
}

/** A header may repeat a name or leave one out; columns must still be told apart. */
export function uniqueNames(header: readonly string[]): string[] {
  const taken = new Set<string>();
  /** The last copy of a name, so that a thousand of one name are not counted from 2 each time. */
  const copies = new Map<string, number>();
  return header.map((cell, at) => {
    const wanted = cell.trim() || `column_${at}`;
    let copy = copies.get(wanted) ?? 1;
    let name = wanted;
    for (; taken.has(name); name = `${wanted}_${copy}`) copy += 1;
    copies.set(wanted, copy);
    taken.add(name);
    return name;
  });
}
