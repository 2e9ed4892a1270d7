import { someOf } from "./enumeration";

const list = (names: readonly string[]): string => names.join(", ");

/** What the checks before a training job or a deployment say: one statement, one cause or fix. */
export const checkWords = {
  answersMeanwhile: (name: string) => `${name} answers until the new model does`,
  noEndpoint: (name: string) => `There is no endpoint ${name}`,
  cannotUpdate: (name: string, status: string) => `${name} is ${status} and cannot be updated now`,
  nameFree: (name: string) => `The name ${name} is free`,
  nameTaken: (name: string) => `The name ${name} is taken`,
  nameTakenFix: "A name is used once in an account and region, also after the job has ended.",
  imageReady: (image: string) => `The image ${image} exists`,
  imageMissing: (image: string) => `The image ${image} is not in the registry`,
  imageMissingFix: "Push it again under the same tag, or choose another image.",
  imageUnread: (image: string) => `Whether ${image} exists could not be checked`,
  imageElsewhere: "It lies in another account's registry, or the registry cannot be read.",
  algorithmMissing: (name: string) => `No image is registered as ${name}`,
  algorithmMissingFix: "Choose one from the list of images.",
  algorithmNotReady: (name: string, status: string) => `The image ${name} is ${status}`,
  roleTrusted: (name: string) => `SageMaker may use the role ${name}`,
  roleUntrusted: (name: string) => `SageMaker may not use the role ${name}`,
  roleUntrustedFix: "Its trust policy must allow sagemaker.amazonaws.com to assume it.",
  roleMissing: (name: string) => `There is no role ${name}`,
  roleMissingFix: "Choose one that trusts SageMaker.",
  roleUnread: (name: string) => `Whether SageMaker may use ${name} could not be checked`,
  roleUnreadFix: "Reading roles needs the permission iam:GetRole.",
  channelFilled: (channel: string, files: number, size: string) =>
    `Channel ${channel} holds ${files} ${files === 1 ? "file" : "files"}, ${size}`,
  channelEmpty: (channel: string) => `Channel ${channel} is empty`,
  channelEmptyFix: (uri: string) => `Nothing lies under ${uri}.`,
  channelUnread: (channel: string) => `Channel ${channel} could not be read`,
  channelRequired: (channel: string) => `Channel ${channel} has no data`,
  channelRequiredFix: "The image requires it.",
  datasetMissing: (name: string) => `There is no dataset named ${name}`,
  datasetMissingFix: "It may have been deleted: choose another one.",
  tableReads: (columns: number, header: boolean) =>
    `The data reads as ${columns} columns, ${header ? "with" : "without"} a header`,
  tableBroken: "The data does not read as a table",
  tableBrokenFix: "Open the dataset to see what stands in the file.",
  ragged: (rows: number) =>
    `${rows} ${rows === 1 ? "row has" : "rows have"} another number of fields`,
  raggedFix: "Training stops at a row that has too many fields or too few.",
  separated: {
    ";": "The fields are separated by semicolons",
    "\t": "The fields are separated by tabs",
    "|": "The fields are separated by bars",
  },
  separatedFix: "Containers of SageMaker read commas: each row may be one cell to this one.",
  targetFits: (name: string) => `The target column ${name} is there`,
  targetMissing: (name: string) => `No column is named ${name}`,
  targetMissingFix: (columns: readonly string[], header: boolean) =>
    header
      ? `The columns are ${someOf(columns)}.`
      : `Without a header the columns are named ${someOf(columns)}.`,
  targetUnset: "No target column is named",
  targetUnsetFix: "The image then decides by itself which column it learns.",
  targetText: (name: string, example: string) =>
    `The target column ${name} holds text, like ${example}`,
  targetTextFix: "A regression learns numbers only.",
  parameter: (name: string) => `${name} does not fit`,
  parameterMissing: "It is required.",
  parameterNotNumber: "It must be a number.",
  parameterNotInteger: "It must be a whole number.",
  parameterBelow: (limit: number) => `It must be at least ${limit}.`,
  parameterAbove: (limit: number) => `It must be at most ${limit}.`,
  parameterNotAllowed: (values: readonly string[]) => `It must be one of ${list(values)}.`,
  metricRefused: (name: string) => `The expression of ${name} cannot be used`,
  modelReady: (job: string) => `${job} has a model to deploy`,
  modelMissing: (job: string) => `${job} has no model archive`,
  modelMissingFix: "Only a job that has completed, or was stopped after saving, has one.",
} as const;

/** 1,024s, one decimal: `840.8 KB`. */
export function byteWords(bytes: number): string {
  const units = ["bytes", "KB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return unit === 0 ? `${value} bytes` : `${value.toFixed(1)} ${units[unit]}`;
}
