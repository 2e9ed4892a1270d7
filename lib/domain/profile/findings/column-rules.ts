import type { Finding, Inputs, Rule } from "./finding";

type ColumnProfile = Inputs["profile"]["columns"][number];

/** Fewer missing values than this share of the rows are left to the encoder. */
const MISSING_SHARE = 0.01;
/** With fewer rows a group, that a group always lacks a value may be chance. */
const ROWS_PER_GROUP = 10;
/** Zeros that are rarer are outliers, more frequent ones the usual case. */
const ZERO_SHARES = { least: 0.01, most: 0.5 };
const ID_SHARE = 0.9;
const ID_ROWS = 100;

/** A rule about each feature: the target has rules of its own. */
const eachFeature =
  (rule: (column: ColumnProfile, rows: number) => Finding | null): Rule =>
  ({ profile, target }) =>
    profile.columns.flatMap((column) => {
      const finding = column.name === target ? null : rule(column, profile.rows);
      return finding ? [finding] : [];
    });

/** Fires from 1 % of the rows; says where they lie when whole groups of 10 rows or more lack it. */
export const missing = eachFeature(({ name, missing: lacking, missingIn }, rows) => {
  if (lacking === rows || lacking < rows * MISSING_SHARE) return null;
  const groups = missingIn ? missingIn.always.length + missingIn.never : 0;
  const sure = missingIn && missingIn.never > 0 && rows >= groups * ROWS_PER_GROUP;
  return {
    rule: "missing",
    column: name,
    rows: lacking,
    share: lacking / rows,
    groups: sure ? missingIn : null,
  };
});

/** Fires where 1 % to 50 % of a measured quantity (fractions, never negative) are exactly 0. */
export const zeros = eachFeature(({ name, type, numbers }, rows) => {
  if (type !== "number" || !numbers || numbers.min < 0) return null;
  const share = numbers.zeros / rows;
  if (share < ZERO_SHARES.least || share > ZERO_SHARES.most) return null;
  return { rule: "zeros", column: name, rows: numbers.zeros, share };
});

/** Fires where every row holds the same value. */
export const constant = eachFeature(({ name, distinct, missing: lacking, top }) => {
  const [only] = top;
  if (distinct !== 1 || lacking > 0 || !only) return null;
  return { rule: "constant", column: name, value: only.value };
});

/** Fires where no row holds a value. */
export const empty = eachFeature(({ name, missing: lacking }, rows) =>
  rows > 0 && lacking === rows ? { rule: "empty", column: name } : null,
);

/** Fires where nine of ten of at least 100 rows hold a name of their own. */
export const identifier = eachFeature(({ name, type, distinct, missing: lacking }, rows) => {
  if (type !== "id" || rows < ID_ROWS) return null;
  if (distinct !== null && distinct < (rows - lacking) * ID_SHARE) return null;
  return { rule: "identifier", column: name, distinct };
});

/** Fires where at least half of the values are numbers or dates that programs read as text. */
export const otherForm: Rule = ({ profile }) =>
  profile.columns.flatMap(({ name, otherForm: found }) =>
    found ? [{ rule: "other-form", column: name, ...found }] : [],
  );

/** Fires where at least half of the values are numbers, and some are not, whatever their form. */
export const mixed = eachFeature(
  ({ name, mixed: found, missing: lacking, otherForm: form }, rows) =>
    found && rows - lacking - found.numbers > (form?.rows ?? 0)
      ? {
          rule: "mixed",
          column: name,
          rows: rows - lacking - found.numbers,
          examples: found.texts,
        }
      : null,
);

/** Fires where a row lacks the value that is to be predicted. */
export const targetMissing: Rule = ({ profile, target }) =>
  profile.columns
    .filter(({ name, missing: lacking }) => name === target && lacking > 0)
    .map(({ name, missing: lacking }) => ({ rule: "target-missing", column: name, rows: lacking }));

/** Fires where the target is free text or a name for the row: nothing can learn that. */
export const targetText: Rule = ({ profile, target }) =>
  profile.columns
    .filter(
      ({ name, type, missing: lacking, otherForm: form }) =>
        name === target &&
        form === null &&
        lacking < profile.rows &&
        ["text", "id", "time"].includes(type),
    )
    .map(({ name, top }) => ({
      rule: "target-text",
      column: name,
      examples: top.slice(0, 3).map(({ value }) => value),
    }));
