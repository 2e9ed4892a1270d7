/** The list of all shortcuts, and what each does that leads to no page of the sidebar. */
export const shortcutWords = {
  hint: "Single keys never fire while you type in a field.",
  singleKeys: "Single-key shortcuts",
  does: {
    target: "Switch target",
    palette: "Search or run a command",
    newTrainingJob: "New training job",
    compare: "Compare the selection",
    upload: "Upload a dataset",
    search: "Focus the filter or log search",
    submit: "Send the form",
    help: "This list",
    row: "Next, previous row",
    open: "Open the row",
    follow: "Follow the log",
    match: "Next, previous match",
    copyLine: "Copy a link to the log line",
    escape: "Close, clear, reset zoom",
  },
} as const;
