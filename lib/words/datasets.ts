import { sampleProblems } from "./csv";
import { plural } from "./enumeration";

/** Datasets: list, upload, one dataset. */
export const datasetWords = {
  title: "Datasets",
  upload: "Upload a CSV",
  prefixes: (count: string) => `${count} in this account's SageMaker bucket`,
  search: "Find by name",
  columns: {
    name: "Name",
    files: "Files",
    columns: "Columns",
    size: "Size",
    target: "Target",
    modified: "Uploaded",
  },
  noTarget: "none",
  madeElsewhere: "made by another tool",
  footnote:
    "A dataset is an S3 prefix: files put there by boto3 or the CLI appear here by themselves.",
  emptyTitle: "No datasets yet",
  emptyText: "A dataset is a CSV file in your bucket that models learn from.",
  useSample: "Use the sample",
  sampleNote: "2,000 made-up sales records with the mess of real ones",
  noMatch: (q: string) => `No dataset has “${q}” in its name.`,
  clear: "Show all datasets",
} as const;

export const uploadWords = {
  title: "Upload a dataset",
  facts: [
    "Bytes go straight from this browser to S3, in parts",
    "leaving pauses; choosing the file again goes on",
  ],
  crumb: "Upload",
  file: "CSV file",
  otherFile: "Drop another CSV here, paste rows, or ",
  pasted: "pasted.csv",
  name: "Dataset name",
  nameHint: (name: string) =>
    `Becomes the prefix datasets/${name}/. Lower case, digits and hyphens.`,
  nameProblem: {
    empty: "Give the dataset a name.",
    tooLong: "Use at most 63 characters.",
    characters:
      "Use lower-case letters, digits and single hyphens, beginning and ending with a letter or digit.",
  },
  header: "Header",
  headerPresent: "First row has names",
  headerAbsent: "No header",
  headerDetected: "Found by comparing the first row with those below it.",
  headerChosen: "Chosen by you; the first rows below follow it.",
  target: "Target column",
  targetHint: "What the model is to predict. Scoring leaves it out by itself.",
  noTarget: "none: this file is to be scored",
  begin: "Upload dataset",
  firstRows: "First rows",
  fromFile: "from the file on this machine, nothing sent yet",
  sampleProblem: sampleProblems,
  ragged: (count: string) =>
    `${count} of the rows read have more or fewer fields than the first one. Training refuses such rows and names them.`,
  status: {
    ready: "Ready",
    starting: "Starting",
    sending: "Uploading",
    paused: "Paused",
    finishing: "Finishing",
    done: "Uploaded",
    failed: "Stopped",
    cancelled: "Cancelled",
  },
  sentOf: (sent: string, total: string) => `${sent} of ${total}`,
  aSecond: (size: string) => `${size}/s`,
  retry: "Try again",
  stopped: "The upload stopped",
  stoppedFix: "Resume goes on where it stopped: what S3 holds is not sent again.",
  goesOn: "This file was being uploaded before",
  goesOnText: (name: string) =>
    `What S3 holds of it is not sent again: the upload to ${name} goes on where it stopped.`,
  fileGone: "The file was changed or moved since it was chosen",
  chooseAgain: "Choose the file again.",
  fileGoneFix: "Cancel the upload and choose the file again.",
  notDropped: (cause: string) => `S3 still holds the parts that were sent: ${cause}`,
  cors: {
    title: "The bucket does not let pages upload yet",
    text: (bucket: string) =>
      `Browsers may send parts to ${bucket} only when a CORS rule allows it. Other rules stay as they are.`,
    add: "Add this rule",
    rule: "The rule that is added",
  },
} as const;

export const datasetPageWords = {
  train: "Train on this dataset",
  delete: "Delete",
  download: "Download",
  rows: (count: string) => plural(count, "row"),
  columnCount: (count: string) => plural(count, "column"),
  aboutRows: (count: string) => `about ${plural(count, "row")}`,
  columnsFound: (columns: string, rows: string, whole: boolean) =>
    whole
      ? `${plural(columns, "column")}, read from all ${plural(rows, "row")}`
      : `${plural(columns, "column")}, read from the first ${plural(rows, "row")}`,
  columns: "Columns",
  column: {
    name: "Column",
    type: "Type",
    missing: "Missing",
    distinct: "Distinct",
    number: "#",
    distribution: "Distribution",
    values: "Range or most frequent",
    target: "target",
  },
  between: (low: string, high: string) => `${low} to ${high}`,
  settings: "How the file is read",
  reading: (delimiter: string, encoding: string) => `${delimiter}, ${encoding}.`,
  delimiters: { ",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Bar" },
  encodings: { "utf-8": "UTF-8", "windows-1252": "not UTF-8: read as windows-1252" },
  saved: "Settings saved",
  files: "Files",
  firstRows: "First rows",
  preview: "Preview",
  onlyIncomplete: "Only rows with something missing",
  incompleteOf: (rows: string, all: string) => `${rows} of ${all} rows have something missing`,
  firstRowsOf: (count: string) => `the first ${count}`,
  downloadFailed: "The file could not be fetched",
  problem: "The file cannot be read as a table",
  ragged: (count: string) => `${count} rows have another number of fields than the first`,
  raggedText: "Training refuses such rows and names them. Mend the file and upload it again.",
  deleteTitle: (name: string) => `Delete ${name}?`,
  deleteText: (files: string, size: string) =>
    `All of it is deleted from S3 and cannot be brought back: ${files}, ${size}, its settings, and uploads to it that are not finished. Trained models stay.`,
  oneFile: "1 file",
  someFiles: (count: string) => `${count} files`,
  keep: "Keep dataset",
  confirmDelete: "Delete dataset",
  deleted: (name: string) => `${name} deleted`,
} as const;
