import { isDatasetName } from "./names";
import { parseS3Uri } from "./s3-uris";

/** SageMaker's own default bucket, so that a notebook sees the same data. */
export const workspaceBucket = (region: string, accountId: string): string =>
  `sagemaker-${region}-${accountId}`;

export const DATASETS_PREFIX = "datasets/";
export const OUTPUT_PREFIX = "output/";

export const datasetPrefix = (name: string): string => `${DATASETS_PREFIX}${name}/`;
/** The channel prefix: it holds nothing but data. */
export const datasetDataPrefix = (name: string): string => `${datasetPrefix(name)}data/`;
export const datasetFileKey = (name: string, file: string): string =>
  `${datasetDataPrefix(name)}${file}`;
export const datasetMetaKey = (name: string): string => `${datasetPrefix(name)}meta/dataset.json`;
export const datasetProfileKey = (name: string): string =>
  `${datasetPrefix(name)}meta/profile.json`;
/** Where the records of one data file begin. */
export const datasetRowsKey = (name: string, file: string): string =>
  `${datasetPrefix(name)}meta/${file}.rows`;

export const scoringPrefix = (endpoint: string): string => `scoring/${endpoint}/`;
export const scoringRequestKey = (endpoint: string, run: string): string =>
  `${scoringPrefix(endpoint)}${run}/request.json`;
export const scoringPredictionsKey = (endpoint: string, run: string): string =>
  `${scoringPrefix(endpoint)}${run}/predictions.csv`;

/** Small state that everybody who uses a target shares. */
export const viewsKey = (list: string): string => `trainyard/views/${list}.json`;
export const NOTES_PREFIX = "trainyard/notes/";

export const noteKey = (kind: string, name: string): string =>
  `${NOTES_PREFIX}${kind}.${name}.json`;

export const TAG_ALGORITHM = "trainyard:algorithm";
export const TAG_DATASET = "trainyard:dataset";

/** The dataset a channel's S3 URI points into, for jobs that nobody tagged. */
export function datasetOfUri(uri: string, bucket: string): string | null {
  const location = parseS3Uri(uri);
  if (location?.bucket !== bucket || !location.key.startsWith(DATASETS_PREFIX)) return null;
  const name = location.key.slice(DATASETS_PREFIX.length).split("/")[0] ?? "";
  return isDatasetName(name) ? name : null;
}

/** `…/<job>/output/model.tar.gz` → the job that wrote the archive. */
export function jobOfModelUri(uri: string): string | null {
  const parts = (parseS3Uri(uri)?.key ?? "").split("/");
  const [job, folder, file] = parts.slice(-3);
  return job && folder === "output" && file === "model.tar.gz" ? job : null;
}

/** The archive beside a job's model archive that holds what it wrote to /opt/ml/output/data. */
export const outputArchiveUri = (s3OutputPath: string, job: string): string =>
  `${s3OutputPath.replace(/\/+$/, "")}/${job}/output/output.tar.gz`;

export const modelArchiveUri = (s3OutputPath: string, job: string): string =>
  `${s3OutputPath.replace(/\/+$/, "")}/${job}/output/model.tar.gz`;
