import { plural, someOf } from "./enumeration";

/** What was found in a dataset, as sentences that follow the column's name. */

interface Counted {
  readonly value: string;
  readonly count: string;
}

const spelled = (group: readonly Counted[]): string =>
  group.map(({ value, count }) => `${value} ${count}`).join(", ");

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
  rows: (count: string) => plural(count, "row"),
} as const;
