import { plural, someOf } from "./enumeration";

/** What was found in a dataset, as sentences that follow the column's name. */

interface Counted {
  readonly value: string;
  readonly count: string;
}

const spelled = (group: readonly Counted[]): string =>
  group.map(({ value, count }) => `${value} ${count}`).join(", ");

/** Excel writes these in most of Europe, with decimal commas. */
const separated = (by: string, mark: string): string =>
  `is separated by ${by}. This page reads that; containers of SageMaker read commas, so training refuses it or takes each row for one cell. In pandas, read_csv(file, sep="${mark}", decimal=",").to_csv(file, index=False) mends it and its decimal commas.`;

export const findingWords = {
  title: "Look at these first",
  aside: "found while profiling; nothing is changed in the file",
  none: "Nothing stands out: no column lacks values, no row has another width, no category is spelled in two ways.",
  verdict: "look at this",
  theFile: "The file",
  ragged: (rows: string, first: string) =>
    `has ${rows} with another number of fields than the first; row ${first} is the first of them. Training refuses such rows and names them.`,
  fewRows: (rows: string) =>
    `has only ${rows}. With a tenth of them held out, an evaluation says little.`,
  repeatedNames: (names: readonly string[]) =>
    `names ${someOf(names)} more than once. The copies are read as name_2 and so on.`,
  targetMissing: (rows: string) =>
    `is the target and is missing in ${rows}. Nothing can be learned from those.`,
  targetText: (examples: readonly string[]) =>
    `is the target and holds text: ${examples.join("; ")}. A model predicts numbers or a few classes.`,
  spellings: (spellings: string, values: string, groups: readonly (readonly Counted[])[]) =>
    `has ${spellings} spellings of ${values}: ${groups.map(spelled).join("; ")}. An encoder that takes them as they are tells them apart.`,
  values: (count: string) => plural(count, "value"),
  missing: (rows: string, share: string) => `is missing in ${rows} (${share}).`,
  missingIn: (
    rows: string,
    share: string,
    always: readonly string[],
    column: string,
    never: string,
  ) =>
    `is missing in ${rows} (${share}): every row of ${column} ${someOf(always)}, no row of the other ${never}. Not missing at random.`,
  zeros: (rows: string, share: string) =>
    `is exactly 0 in ${rows} (${share}), and positive elsewhere. A measured quantity of 0 reads like a missing value.`,
  constant: (value: string) => `is ${value} in every row. No model learns from it.`,
  empty: "has no value in any row.",
  identifier: (distinct: string) =>
    `has ${distinct}, a name for nearly every row. A model that learns names learns nothing for new rows.`,
  distinct: (count: string) => `${count} different values`,
  tooManyDistinct: "more different values than were counted",
  mixed: (rows: string, examples: readonly string[]) =>
    `holds numbers, but text in ${rows}: ${examples.join("; ")}. It is read as text until they are mended.`,
  otherForm: {
    number: (rows: string, examples: string) =>
      `has numbers that programs read as text in ${rows}: ${examples}. Write them with a decimal point and nothing else, as 1234.5.`,
    date: (rows: string, examples: string) =>
      `has dates in ${rows} whose day and month nobody can tell apart: ${examples}. Write them as 2026-12-31.`,
    code: (rows: string, examples: string) =>
      `begins with zeros in ${rows}: ${examples}. Read as numbers, as here, they lose them; a letter before each keeps codes apart.`,
  },
  separator: {
    ";": separated("semicolons", ";"),
    "\t": separated("tabs", "\\t"),
    "|": separated("bars", "|"),
  },
  encoding:
    "is not UTF-8 and was read as windows-1252. Training refuses it: save it as “CSV UTF-8”.",
  rows: (count: string) => plural(count, "row"),
} as const;
