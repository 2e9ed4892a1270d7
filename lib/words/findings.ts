/** What was found in a dataset, as sentences that follow the column's name. */

interface Counted {
  readonly value: string;
  readonly count: string;
}

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

/** At most so many names stand in a sentence. */
const NAMED = 6;

const some = (names: readonly string[]): string =>
  names.length > NAMED
    ? `${names.slice(0, NAMED).join(", ")} and ${names.length - NAMED} more`
    : listed(names);

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
    `names ${some(names)} more than once. The copies are read as name_2 and so on.`,
  targetMissing: (rows: string) =>
    `is the target and is missing in ${rows}. Nothing can be learned from those.`,
  targetText: (examples: readonly string[]) =>
    `is the target and holds text: ${examples.join("; ")}. A model predicts numbers or a few classes.`,
  spellings: (spellings: string, values: string, groups: readonly (readonly Counted[])[]) =>
    `has ${spellings} spellings of ${values}: ${groups.map(spelled).join("; ")}. An encoder that takes them as they are tells them apart.`,
  oneValue: "1 value",
  values: (count: string) => `${count} values`,
  missing: (rows: string, share: string) => `is missing in ${rows} (${share}).`,
  missingIn: (
    rows: string,
    share: string,
    always: readonly string[],
    column: string,
    never: string,
  ) =>
    `is missing in ${rows} (${share}): every row of ${column} ${some(always)}, no row of the other ${never}. Not missing at random.`,
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
  oneRow: "1 row",
  rows: (count: string) => `${count} rows`,
} as const;

export const profileWords = {
  running: "Profiling",
  waiting: "Waiting for the profile of another dataset",
  progress: (read: string, total: string, rows: string) => `${read} of ${total}, ${rows} rows`,
  stop: "Stop profiling",
  stopped: "The profile was stopped. The columns below are judged by the first rows.",
  again: "Profile the dataset",
  changed: "The dataset changed while it was profiled.",
  failed: "The dataset could not be profiled",
  profiledIn: (time: string) => `profiled in ${time}`,
  onePass: (rows: string) => `streamed once, all ${rows} rows`,
  onePassCut: (rows: string, read: string, total: string) =>
    `the first ${rows} rows: ${read} of ${total} were read`,
  manyDistinct: "very many",
  median: (median: string) => `median ${median}`,
  zeros: (count: string) => (count === "1" ? "1 zero" : `${count} zeros`),
  more: (count: string) => `${count} more`,
  bars: (column: string) => `Distribution of ${column}`,
} as const;
