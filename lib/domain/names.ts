/** SageMaker's rule for training jobs, models, endpoint configurations and endpoints. */
const RESOURCE_NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;
export const MAX_NAME_LENGTH = 63;

/** A dataset is a segment of an S3 key and of our URLs, and its name becomes part of job names. */
const DATASET_NAME = /^[a-z0-9](-?[a-z0-9]){0,62}$/;

/** A file keeps its own name in the bucket; what a URL or a shell would trip over is replaced. */
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

export type NameProblem = "empty" | "tooLong" | "characters";

function problemOf(name: string, pattern: RegExp, longest: number): NameProblem | null {
  if (name === "") return "empty";
  if (name.length > longest) return "tooLong";
  return pattern.test(name) ? null : "characters";
}

/** What is wrong with the name of a job, model, configuration or endpoint; null when nothing. */
export const resourceNameProblem = (name: string): NameProblem | null =>
  problemOf(name, RESOURCE_NAME, MAX_NAME_LENGTH);

export const datasetNameProblem = (name: string): NameProblem | null =>
  problemOf(name, DATASET_NAME, MAX_NAME_LENGTH);

export const isResourceName = (name: string): boolean => resourceNameProblem(name) === null;
export const isDatasetName = (name: string): boolean => datasetNameProblem(name) === null;
export const isFileName = (name: string): boolean => FILE_NAME.test(name);

const slug = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");

const cut = (text: string, longest: number): string => text.slice(0, longest).replace(/-+$/, "");

const two = (n: number): string => String(n).padStart(2, "0");

/** `MMDD-HHMM` in the person's own time zone, since the name is for their eyes. */
export const nameStamp = (now: Date): string =>
  `${two(now.getMonth() + 1)}${two(now.getDate())}-${two(now.getHours())}${two(now.getMinutes())}`;

/** `Train (1).csv` → `train-1`. */
export const suggestDatasetName = (fileName: string): string =>
  cut(slug(fileName.replace(/\.(csv|tsv|txt)?(\.gz)?$/i, "")), MAX_NAME_LENGTH) || "dataset";

/** A name the bucket accepts for a file that may be called anything on someone's disk. */
export function suggestFileName(fileName: string): string {
  const cleaned = fileName
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "");
  return cleaned === "" ? "data.csv" : cleaned.slice(-200).replace(/^[^A-Za-z0-9]+/, "");
}

/**
 * `<image>-<dataset>-MMDD-HHMM`, at most 63 characters: the stamp is kept whole and the two
 * names are shortened evenly.
 */
export function suggestJobName(image: string, dataset: string, now: Date): string {
  const stamp = nameStamp(now);
  const room = MAX_NAME_LENGTH - stamp.length - 1;
  const parts = [slug(image), slug(dataset)].filter((part) => part !== "");
  return [joinWithin(parts, room), stamp].filter((part) => part !== "").join("-");
}

function joinWithin(parts: readonly string[], room: number): string {
  const whole = parts.join("-");
  if (whole.length <= room) return whole;
  const each = Math.floor((room - (parts.length - 1)) / parts.length);
  return cut(parts.map((part) => cut(part, each)).join("-"), room);
}

/** The endpoint's first name: the dataset says what it predicts better than the job does. */
export const suggestEndpointName = (source: { dataset: string | null; job: string }): string =>
  cut(slug(source.dataset ?? source.job.replace(/-\d{4}-\d{4}$/, "")), MAX_NAME_LENGTH) ||
  "endpoint";

/**
 * The names of the three things a deployment makes, fixed before the first call so that a retry
 * meets its own half-done work.
 */
export const deploymentNames = (endpoint: string, now: Date) => {
  // With seconds: an endpoint may be made and updated in one minute.
  const stamp = `${nameStamp(now)}${two(now.getSeconds())}`;
  const stamped = `${cut(endpoint, MAX_NAME_LENGTH - stamp.length - 1)}-${stamp}`;
  return { endpoint, model: stamped, config: stamped };
};

/** `ml.<family>.<size>`, as SageMaker writes them; whether there is such a machine, AWS knows. */
export const isInstanceType = (text: string): boolean => /^ml\.[a-z0-9-]+\.[a-z0-9-]+$/.test(text);
