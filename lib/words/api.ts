/** Sentences of the API's own answers: what is wrong with what was asked, and the way out. */
export const apiSentences = {
  notServed: "The API has nothing at this address.",
  notServedFix: "Check the spelling of the path.",
  noDataset: (name: string) => `There is no dataset named ${name}.`,
  notATable: (name: string) => `The first file of ${name} cannot be read as a table.`,
  openQuote: (file: string, record: number) =>
    `${file}: record ${record.toLocaleString("en")} opens a quote that nothing closes.`,
  closeQuote: "Close the quote, or double it where it belongs to the text, and upload again.",
  unreadable: (file: string, reason: string) => `${file} could not be read: ${reason}`,
  storedUnreadable: (uri: string) => `${uri} holds something that Trainyard cannot read.`,
  moveAway: "Look at what it is, and move it away; nothing is written over it.",
  changedByOthers: "Others kept changing it at the same moment.",
  noFile: (dataset: string, file: string) => `The dataset ${dataset} has no file named ${file}.`,
  datasetExists: (name: string) => `A dataset named ${name} exists already.`,
  pickAnotherName: "Give the new one another name, or delete the old one first.",
  uploadGone: "S3 no longer holds this upload.",
  uploadAgain: "Begin the upload again; nothing of it was kept.",
  partsMissing: (held: number, wanted: number) =>
    `S3 holds ${held} of ${wanted} bytes of this upload.`,
  sendMissingParts: "Continue the upload: the parts that are there are not sent again.",
  deletedInPart: (objects: number) =>
    `${objects.toLocaleString("en")} objects were deleted, and there are more.`,
  deleteAgain: "Delete it again: it goes on with what is left.",
  noSuchColumn: (column: string) => `The dataset has no column named ${column}.`,
  noImage: (name: string) => `No image is registered as ${name}.`,
  noJob: (name: string) => `There is no training job named ${name}.`,
  noEndpoint: (name: string) => `There is no endpoint named ${name}.`,
  cannotUpdate: (name: string, status: string) =>
    `The endpoint ${name} is ${status} and cannot be updated now.`,
  updateLater: "Wait until it is InService, or delete it where it failed.",
  noRun: (id: string) => `There is no scoring run ${id}.`,
  noArchive: (name: string) => `The training job has no ${name}.tar.gz.`,
  noModelYet: (job: string) => `The training job ${job} has no model archive.`,
  noModelFix: "Wait until the job has completed, or choose another one.",
  noTrainingImage: (job: string) => `The training job ${job} names no image that could serve it.`,
  rowsAndAnswersDiffer: (answers: number, rows: number) =>
    `The model answered ${rows} rows with ${answers} lines, so no answer can be put beside its row.`,
  nameTaken: (kind: string, name: string) =>
    `A ${kind} named ${name} exists already, and is another one.`,
} as const;
