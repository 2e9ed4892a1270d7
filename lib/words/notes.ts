/** What people note about a job, a dataset, an endpoint or an image. */
export const noteWords = {
  title: "Note",
  none: "Nothing noted yet. A note is seen by everybody who uses this target.",
  add: "Add a note",
  edit: "Edit",
  field: "Note",
  hint: (left: string) =>
    `Plain text, seen by everybody who uses this target; ${left} characters left`,
  tooLong: (over: string) => `${over} characters too many.`,
  save: "Save note",
  saved: "Note saved",
  deleted: "Note deleted",
  savedAt: "saved",
  by: (name: string) => `by ${name}`,
  theirs: "The note was changed meanwhile",
  theirsText: "What it says now stands here; yours is still in the field.",
  theirsGone: "Somebody deleted it; yours is still in the field.",
  overwrite: "Save mine in its place",
  unchanged: "The note is as it was saved.",
} as const;

export const noteSentences = {
  changed: "Somebody else saved this note after you began to change it.",
  lookFirst: "Look at what it says now, then save yours in its place or give it up.",
} as const;
