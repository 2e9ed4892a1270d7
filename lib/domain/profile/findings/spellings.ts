import type { ValueCount } from "../column-tally";
import type { Rule } from "./finding";

/** An abbreviation is read as its long form only where that is this many times as frequent. */
const DOMINANCE = 5;
const SHORTEST_BEGINNING = 3;
/** A beginning that is nearly the whole word is another word. */
const LONGEST_BEGINNING_SHARE = 0.6;

/** Case, blanks, underscores and hyphens make no difference. */
const normalForm = (value: string): string =>
  value
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();

const isInitials = (short: string, long: string): boolean => {
  const words = long.split(" ");
  return words.length > 1 && short === words.map((word) => word[0]).join("");
};

const isBeginning = (short: string, long: string): boolean =>
  short.length >= SHORTEST_BEGINNING &&
  short.length <= long.length * LONGEST_BEGINNING_SHARE &&
  long.startsWith(short) &&
  // Not at a digit: `type1` and `type10` are two values.
  /\p{L}/u.test(long[short.length] ?? "");

interface Form {
  readonly form: string;
  count: number;
  readonly spellings: ValueCount[];
}

/**
 * Fires where a category is written in more than one way: the same letters in another case or
 * with other blanks, initials (`LF`), or a beginning (`reg`) of exactly one value that is at
 * least five times as frequent. The shipped container merges the same spellings.
 */
export const spellings: Rule = ({ profile, target }) =>
  profile.columns.flatMap(({ name, type, distinct, top }) => {
    // Rare spellings matter as much as frequent ones: only a whole list of values is judged.
    if (type !== "category" || name === target || distinct !== top.length) return [];
    const groups = merge(top).filter((group) => group.length > 1);
    return groups.length > 0 ? [{ rule: "spellings" as const, column: name, groups }] : [];
  });

function merge(values: readonly ValueCount[]): ValueCount[][] {
  const forms = new Map<string, Form>();
  for (const value of values) {
    const form = normalForm(value.value);
    const known = forms.get(form) ?? { form, count: 0, spellings: [] };
    known.count += value.count;
    known.spellings.push(value);
    forms.set(form, known);
  }
  for (const short of [...forms.values()].sort((a, b) => a.count - b.count)) {
    const long = longForm(short, [...forms.values()]);
    if (!long) continue;
    long.spellings.push(...short.spellings);
    long.count += short.count;
    forms.delete(short.form);
  }
  return [...forms.values()].map((form) => form.spellings.sort((a, b) => b.count - a.count));
}

/** The only common value that `short` abbreviates, if there is exactly one. */
function longForm(short: Form, forms: readonly Form[]): Form | null {
  if (!/^\p{L}+$/u.test(short.form)) return null;
  const longs = forms.filter(
    ({ form, count }) =>
      count >= short.count * DOMINANCE &&
      (isInitials(short.form, form) || isBeginning(short.form, form)),
  );
  return longs.length === 1 ? (longs[0] ?? null) : null;
}
