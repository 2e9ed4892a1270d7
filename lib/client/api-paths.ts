import type { PriceQuery } from "@/lib/contracts/prices";
import { query } from "./href";

const seg = (text: string): string => encodeURIComponent(text);
const base = (target: string): string => `/api/v1/${seg(target)}`;

type Page = { cursor?: string | undefined; limit?: number | undefined };

/** Every address of our HTTP API. The contracts of `lib/contracts` say what goes in and out. */
export const api = {
  targets: (target: string) => `${base(target)}/targets`,
  home: (target: string) => `${base(target)}/home`,
  activity: (target: string) => `${base(target)}/activity`,

  doctor: (target: string) => `${base(target)}/doctor`,
  views: (target: string, list: string) => `${base(target)}/views/${seg(list)}`,
  view: (target: string, list: string, id: string) =>
    `${base(target)}/views/${seg(list)}/${seg(id)}`,
  note: (target: string, kind: string, name: string) =>
    `${base(target)}/notes/${seg(kind)}/${seg(name)}`,
  summary: (target: string) => `${base(target)}/summary`,
  roles: (target: string) => `${base(target)}/roles`,
  prices: (target: string, q: PriceQuery) => `${base(target)}/prices${query(q)}`,
  cors: (target: string) => `${base(target)}/cors`,

  datasets: (target: string, q: Page & { q?: string | undefined } = {}) =>
    `${base(target)}/datasets${query(q)}`,
  dataset: (target: string, name: string) => `${base(target)}/datasets/${seg(name)}`,
  datasetProfile: (target: string, name: string) => `${base(target)}/datasets/${seg(name)}/profile`,
  datasetGlance: (target: string, name: string, q: { label?: string | undefined } = {}) =>
    `${base(target)}/datasets/${seg(name)}/glance${query(q)}`,
  datasetRows: (
    target: string,
    name: string,
    q: {
      offset?: number | undefined;
      limit?: number | undefined;
      missing?: "1" | undefined;
    } = {},
  ) => `${base(target)}/datasets/${seg(name)}/rows${query(q)}`,
  datasetDownload: (target: string, name: string, file: string) =>
    `${base(target)}/datasets/${seg(name)}/download${query({ file })}`,
  upload: (
    target: string,
    name: string,
    q: { file?: string | undefined; uploadId?: string | undefined } = {},
  ) => `${base(target)}/datasets/${seg(name)}/upload${query(q)}`,
  uploadParts: (target: string, name: string) =>
    `${base(target)}/datasets/${seg(name)}/upload/parts`,
  uploadComplete: (target: string, name: string) =>
    `${base(target)}/datasets/${seg(name)}/upload/complete`,

  images: (target: string, q: Page = {}) => `${base(target)}/images${query(q)}`,
  image: (target: string, name: string) => `${base(target)}/images/${seg(name)}`,
  // Beside the images, not among them: one may be named "checks".
  imageChecks: (target: string) => `${base(target)}/image-checks`,

  trainingJobs: (
    target: string,
    q: Page & {
      q?: string | undefined;
      algorithm?: string | undefined;
      dataset?: string | undefined;
      sort?: string | undefined;
    } = {},
  ) => `${base(target)}/training-jobs${query(q)}`,
  // Beside the jobs, not among them: a job may be named "preflight".
  trainingJobPreflight: (target: string) => `${base(target)}/training-job-preflight`,
  trainingJob: (target: string, name: string) => `${base(target)}/training-jobs/${seg(name)}`,
  // Beside the jobs, too.
  namedTrainingJobs: (target: string, names: readonly string[]) =>
    `${base(target)}/named-training-jobs${query({ names: names.join(",") })}`,
  trainingJobCurves: (target: string) => `${base(target)}/training-job-curves`,
  trainingJobTags: (target: string, name: string) =>
    `${base(target)}/training-jobs/${seg(name)}/tags`,
  trainingJobStop: (target: string, name: string) =>
    `${base(target)}/training-jobs/${seg(name)}/stop`,
  trainingJobLog: (
    target: string,
    name: string,
    q: { stream: string; from: number; limit?: number },
  ) => `${base(target)}/training-jobs/${seg(name)}/log${query(q)}`,
  trainingJobLogSample: (target: string, name: string) =>
    `${base(target)}/training-jobs/${seg(name)}/log-sample`,
  trainingJobArtifacts: (target: string, name: string) =>
    `${base(target)}/training-jobs/${seg(name)}/artifacts`,
  trainingJobDownload: (target: string, name: string, archive: "model" | "output") =>
    `${base(target)}/training-jobs/${seg(name)}/artifacts/download${query({ archive })}`,
  trainingJobEvaluation: (target: string, name: string) =>
    `${base(target)}/training-jobs/${seg(name)}/evaluation`,
  trainingJobSchema: (target: string, name: string) =>
    `${base(target)}/training-jobs/${seg(name)}/schema`,

  endpoints: (target: string, q: Page & { q?: string | undefined } = {}) =>
    `${base(target)}/endpoints${query(q)}`,
  endpointChecks: (target: string) => `${base(target)}/endpoint-checks`,
  // Beside the endpoints, not among them: one may be named "last-calls".
  lastCalls: (target: string) => `${base(target)}/endpoint-last-calls`,
  endpoint: (target: string, name: string, q: { also?: "config-and-models" | undefined } = {}) =>
    `${base(target)}/endpoints/${seg(name)}${query(q)}`,
  endpointDeletion: (target: string, name: string) =>
    `${base(target)}/endpoints/${seg(name)}/deletion`,
  endpointHealth: (target: string, name: string) => `${base(target)}/endpoints/${seg(name)}/health`,
  endpointMetrics: (target: string, name: string, q: { range?: string | undefined } = {}) =>
    `${base(target)}/endpoints/${seg(name)}/metrics${query(q)}`,
  endpointErrors: (target: string, name: string, q: { range?: string | undefined } = {}) =>
    `${base(target)}/endpoints/${seg(name)}/errors${query(q)}`,
  endpointSchema: (target: string, name: string) => `${base(target)}/endpoints/${seg(name)}/schema`,
  invocations: (
    target: string,
    name: string,
    q: { header?: "present" | "absent" | undefined; type?: string | undefined } = {},
  ) => `${base(target)}/endpoints/${seg(name)}/invocations${query(q)}`,
  runs: (target: string, endpoint: string, q: Page = {}) =>
    `${base(target)}/endpoints/${seg(endpoint)}/runs${query(q)}`,
  run: (target: string, endpoint: string, id: string) =>
    `${base(target)}/endpoints/${seg(endpoint)}/runs/${seg(id)}`,
  runDownload: (target: string, endpoint: string, id: string) =>
    `${base(target)}/endpoints/${seg(endpoint)}/runs/${seg(id)}/download`,
} as const;
