/** The tools of the list of training jobs: columns, export, selection. */
export const jobListWords = {
  columns: (shown: string, all: string) => `Columns ${shown} of ${all}`,
  tags: "Tags",
  moreTags: (count: number) => `+${count}`,
  chooserTitle: "Columns",
  chooserText: "Kept in this browser, for this target.",
  chooserReset: "As they come",
  chooserDone: "Done",
  csv: "CSV",
  csvHint: "Download every job that the filter shows",
  reading: (jobs: string) => `${jobs} jobs read`,
  cancel: "Cancel",
  select: (name: string) => `Select ${name}`,
  selectAll: "Select all that are listed",
  selection: "Selection",
  selected: (count: string) => `${count} selected`,
  outside: (count: string) => `${count} outside this filter`,
  exportSelected: "Export CSV",
  stop: "Stop",
  noneRuns: "None of these is running.",
  clearSelection: "Clear the selection",
  stopTitle: (count: number) =>
    count === 1 ? "Stop 1 training job?" : `Stop ${count} training jobs?`,
  stopConfirm: "Stop training jobs",
  stopped: (count: number) =>
    count === 1 ? "1 training job is being stopped" : `${count} training jobs are being stopped`,
} as const;
