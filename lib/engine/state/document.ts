/**
 * Records as JSON text, for one column of SQLite. Dates keep their type: they
 * are written as `{"$date": milliseconds}`.
 */
export function encodeDocument(value: unknown): string {
  // Arrow functions would lose `this`, which holds the Date that JSON already turned into a string.
  return JSON.stringify(value, function replace(this: Record<string, unknown>, key, plain) {
    const original = this[key];
    return original instanceof Date ? { $date: original.getTime() } : plain;
  });
}

/** The value that `encodeDocument` wrote; `T` is what the same table's writer put in. */
export function decodeDocument<T>(text: string): T {
  return JSON.parse(text, (_key, value: unknown) => {
    const isDate = typeof value === "object" && value !== null && "$date" in value;
    return isDate ? new Date(value.$date as number) : value;
  }) as T;
}
