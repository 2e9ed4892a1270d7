/** Filters of lists that are kept under a name. */
export const viewWords = {
  label: "Views",
  all: "All",
  save: "Save this view",
  rename: "Rename",
  delete: "Delete",
  manage: (name: string) => `Rename or delete ${name}`,
  hint: "Filter and order are kept under it, for everybody who uses this target.",
  renameTitle: (name: string) => `Rename ${name}`,
  name: "Name",
  saveButton: "Save view",
  renameButton: "Rename view",
  noName: "Give the view a name.",
  deleted: (name: string) => `View ${name} deleted`,
  failed: "Saved views could not be read",
} as const;

export const viewSentences = {
  taken: (name: string) => `There is a view of the name ${name} already.`,
  otherName: "Choose another name, or delete the other view first.",
  tooMany: (most: number) => `A list keeps at most ${most} views.`,
  deleteOne: "Delete one that nobody needs, then save again.",
  gone: "Somebody has deleted this view meanwhile.",
  reload: "Load the page again to see the views there are.",
} as const;
