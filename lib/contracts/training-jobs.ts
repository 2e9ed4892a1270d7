import * as z from "zod/mini";
import { isJobQuery, isJobSort } from "@/lib/domain/job-query";
import { tagProblem } from "@/lib/domain/tags";
import { MAX_NAMED_JOBS } from "@/lib/domain/training-jobs";
import {
  checkLine,
  datasetName,
  instanceType,
  isoTime,
  nullableTime,
  pageOf,
  pageQuery,
  resourceName,
  roleArn,
  s3UriText,
  stateKind,
} from "./common";
import { metricDefinition } from "./images";

export const finalMetric = z.object({
  name: z.string(),
  value: z.nullable(z.number()),
  at: nullableTime,
});

export const trainingJobSummary = z.object({
  name: z.string(),
  status: z.string(),
  secondaryStatus: z.nullable(z.string()),
  kind: stateKind,
  createdAt: isoTime,
  startedAt: nullableTime,
  endedAt: nullableTime,
  /** Its image as `repository:tag`; null until the search index of the account knows the job. */
  imageName: z.nullable(z.string()),
  dataset: z.nullable(z.string()),
  instanceType: z.nullable(z.string()),
  instanceCount: z.nullable(z.number()),
  finalMetrics: z.array(finalMetric),
  hyperparameters: z.record(z.string(), z.string()),
  failureReason: z.nullable(z.string()),
  /** Empty until the search index of the account knows the job. */
  tags: z.record(z.string(), z.string()),
});
export type TrainingJobSummary = z.infer<typeof trainingJobSummary>;
export const trainingJobPage = pageOf(trainingJobSummary);
export type TrainingJobPage = z.infer<typeof trainingJobPage>;

export const trainingJobListQuery = z.object({
  ...pageQuery,
  /** As `lib/domain/job-query` reads it: `status:Completed validation:rmse<1150 sweep`. */
  q: z.optional(z.string().check(z.refine(isJobQuery))),
  algorithm: z.optional(z.string().check(z.maxLength(256))),
  dataset: z.optional(z.string().check(z.maxLength(256))),
  /** With "-" the largest first. */
  sort: z.optional(z.string().check(z.refine(isJobSort))),
});
export type TrainingJobListQuery = z.infer<typeof trainingJobListQuery>;

export const namedJobsQuery = z.object({
  /** Parted by commas. */
  names: z.pipe(
    z.pipe(
      z.string(),
      z.transform((text) => [...new Set(text.split(","))]),
    ),
    z.array(resourceName).check(z.minLength(1), z.maxLength(MAX_NAMED_JOBS)),
  ),
});

export const namedJobs = z.object({ items: z.array(trainingJobSummary) });
export type NamedJobs = z.infer<typeof namedJobs>;

export const jobCurvesBody = z.strictObject({
  metric: z.string().check(z.minLength(1), z.maxLength(255)),
  /** Jobs that are over. */
  jobs: z
    .array(z.strictObject({ name: resourceName, startedAt: isoTime, endedAt: isoTime }))
    .check(z.minLength(1), z.maxLength(100)),
});
export type JobCurvesBody = z.infer<typeof jobCurvesBody>;

/** Values by the job's name, oldest first; none where CloudWatch has none. */
export const jobCurves = z.object({ curves: z.record(z.string(), z.array(z.number())) });
export type JobCurves = z.infer<typeof jobCurves>;

export const jobPhase = z.object({
  name: z.string(),
  state: z.enum(["done", "now", "todo", "bad", "stopped"]),
  startedAt: nullableTime,
  endedAt: nullableTime,
  milliseconds: z.nullable(z.number()),
  message: z.nullable(z.string()),
});

export const failure = z.object({
  /** One sentence: what went wrong. */
  cause: z.string(),
  /** AWS's FailureReason, whole. */
  text: z.string(),
  exitCode: z.nullable(z.number()),
});

export const jobChannel = z.object({
  name: z.string(),
  uri: z.string(),
  contentType: z.nullable(z.string()),
  dataset: z.nullable(z.string()),
});

export const trainingJobDetail = z.object({
  name: z.string(),
  arn: z.string(),
  status: z.string(),
  secondaryStatus: z.string(),
  kind: stateKind,
  phases: z.array(jobPhase),
  failure: z.nullable(failure),
  createdAt: isoTime,
  startedAt: nullableTime,
  endedAt: nullableTime,
  trainingSeconds: z.nullable(z.number()),
  billableSeconds: z.nullable(z.number()),
  image: z.nullable(z.string()),
  algorithm: z.nullable(z.string()),
  dataset: z.nullable(z.string()),
  role: z.string(),
  hyperparameters: z.record(z.string(), z.string()),
  channels: z.array(jobChannel),
  metrics: z.array(metricDefinition),
  finalMetrics: z.array(finalMetric),
  instanceType: z.nullable(z.string()),
  instanceCount: z.nullable(z.number()),
  volumeGb: z.nullable(z.number()),
  maxRuntimeSeconds: z.nullable(z.number()),
  outputPath: z.string(),
  /** Null until the archive has been uploaded. */
  modelUri: z.nullable(z.string()),
  outputUri: z.nullable(z.string()),
  tags: z.record(z.string(), z.string()),
  /** Endpoints that answer from this job's model. */
  endpoints: z.array(z.string()),
  /** Actions of IAM that are missing; what they would tell is left out. */
  denied: z.array(z.string()),
});
export type TrainingJobDetail = z.infer<typeof trainingJobDetail>;

const hyperparameterValue = z.string().check(z.maxLength(2500));

export const createTrainingJobBody = z.strictObject({
  name: resourceName,
  /** The Algorithm's name; its image, channels and metrics are looked up on the server. */
  algorithm: z.string().check(z.minLength(1), z.maxLength(63)),
  dataset: z.nullable(datasetName),
  channels: z
    .array(
      z.strictObject({
        name: z.string().check(z.regex(/^[A-Za-z0-9._-]{1,64}$/)),
        uri: s3UriText,
        contentType: z.nullable(z.string().check(z.maxLength(256))),
      }),
    )
    .check(z.minLength(1), z.maxLength(20)),
  hyperparameters: z.record(
    z.string().check(z.minLength(1), z.maxLength(256)),
    hyperparameterValue,
  ),
  metrics: z.array(metricDefinition).check(z.maxLength(40)),
  roleArn,
  instanceType,
  instanceCount: z.int().check(z.gte(1), z.lte(100)),
  volumeGb: z.int().check(z.gte(1), z.lte(16_384)),
  /** Seconds until SageMaker stops the job: one minute to 28 days. */
  maxRuntimeSeconds: z.int().check(z.gte(60), z.lte(28 * 86_400)),
});
export type CreateTrainingJobBody = z.infer<typeof createTrainingJobBody>;

export const createdTrainingJob = z.object({ name: z.string(), arn: z.string() });

export const tagJobBody = z
  .strictObject({
    key: z.string().check(z.minLength(1), z.maxLength(128)),
    value: z.string().check(z.maxLength(256)),
  })
  .check((tag) => {
    const message = tagProblem(tag.value);
    if (message !== null) tag.issues.push({ code: "custom", message, input: tag.value });
  });
export type TagJobBody = z.infer<typeof tagJobBody>;

export const preflightResult = z.object({ checks: z.array(checkLine), ready: z.boolean() });
export type PreflightResult = z.infer<typeof preflightResult>;

export const stoppedJob = z.object({ name: z.string(), status: z.string() });

export const archive = z.enum(["model", "output"]);
export type Archive = z.infer<typeof archive>;
export const archiveQuery = z.object({ archive });

export const artifactList = z.object({
  archives: z.array(
    z.object({
      archive,
      uri: z.string(),
      sizeBytes: z.nullable(z.number()),
      members: z.array(z.object({ name: z.string(), sizeBytes: z.number(), kind: z.string() })),
      /** True when the archive holds more members than were listed. */
      cut: z.boolean(),
      /** Why it could not be listed; null when it could. */
      problem: z.nullable(z.string()),
    }),
  ),
});
export type ArtifactList = z.infer<typeof artifactList>;

/** The beginning and the end of a job's log: what metrics are tried on before they are used. */
export const logSample = z.object({
  lines: z.array(z.string()),
  /** So many lines are the beginning; what lies between them and the others is left out. */
  cutAfter: z.nullable(z.number()),
});
export type LogSample = z.infer<typeof logSample>;
