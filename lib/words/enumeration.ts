/** `1 row`, `2 rows`; the count as it is written. */
export const plural = (count: string, one: string): string =>
  count === "1" ? `1 ${one}` : `${count} ${one}s`;

/** `a, b and c`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** At most so many names stand in a sentence. */
const NAMED = 6;

/** `a, b and c`, or the first six `and 12 more`. */
export const someOf = (names: readonly string[]): string =>
  names.length > NAMED
    ? `${names.slice(0, NAMED).join(", ")} and ${names.length - NAMED} more`
    : listed(names);
