/** The profile of a dataset: how far it is, and what it says of each column. */
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
  onePass: (rows: string) =>
    rows === "1" ? "streamed once, its 1 row" : `streamed once, all ${rows} rows`,
  onePassCut: (rows: string, read: string, total: string) =>
    `the first ${rows} rows: ${read} of ${total} were read`,
  manyDistinct: "very many",
  median: (median: string) => `median ${median}`,
  zeros: (count: string) => (count === "1" ? "1 zero" : `${count} zeros`),
  more: (count: string) => `${count} more`,
  bars: (column: string) => `Distribution of ${column}`,
} as const;
