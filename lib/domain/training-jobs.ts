import type { StateKind } from "./states";

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTrainingJob.html */
export const TRAINING_JOB_STATUSES = [
  "InProgress",
  "Completed",
  "Failed",
  "Stopping",
  "Stopped",
  "Deleting",
] as const;
export type TrainingJobStatus = (typeof TRAINING_JOB_STATUSES)[number];

export type JobAction =
  | "stop"
  | "deploy"
  | "score"
  | "clone"
  | "evaluate"
  | "downloadArtifacts"
  | "followLog";

const JOB_ALLOWED: Record<JobAction, readonly TrainingJobStatus[]> = {
  stop: ["InProgress"],
  deploy: ["Completed", "Stopped"],
  score: ["Completed", "Stopped"],
  clone: ["InProgress", "Completed", "Failed", "Stopping", "Stopped"],
  evaluate: ["Completed", "Stopped"],
  downloadArtifacts: ["Completed", "Failed", "Stopped"],
  followLog: ["InProgress", "Stopping"],
};

/**
 * Whether AWS accepts the action in this state. `deploy` of a stopped job also needs a model
 * archive, which SageMaker uploads for stopped jobs on a best-effort basis.
 */
export const jobCan = (action: JobAction, job: { readonly status: string }): boolean =>
  (JOB_ALLOWED[action] as readonly string[]).includes(job.status);

const TERMINAL: readonly string[] = ["Completed", "Failed", "Stopped"];

/** A terminal job never changes again, so nothing about it needs polling. */
export const isTerminalJob = (status: string): boolean => TERMINAL.includes(status);

const KINDS: Record<TrainingJobStatus, StateKind> = {
  InProgress: "moving",
  Completed: "well",
  Failed: "failed",
  Stopping: "moving",
  Stopped: "stopped",
  Deleting: "moving",
};

/** A job that ran into its own time limit ended "Stopped" too, but nobody asked it to. */
const LIMITS: readonly string[] = ["MaxRuntimeExceeded", "MaxWaitTimeExceeded"];

export function jobKind(job: {
  readonly status: string;
  readonly secondaryStatus?: string | null | undefined;
}): StateKind {
  if (job.secondaryStatus && LIMITS.includes(job.secondaryStatus)) return "partial";
  return KINDS[job.status as TrainingJobStatus] ?? "unknown";
}

/** AWS's own word for what the page says first: the finer one while the job moves. */
export const jobWord = (job: {
  readonly status: string;
  readonly secondaryStatus?: string | null | undefined;
}): string => {
  const finer = job.secondaryStatus;
  return finer && (job.status === "InProgress" || LIMITS.includes(finer)) ? finer : job.status;
};

/** As many jobs as an address names, however long their names are. */
export const MAX_NAMED_JOBS = 50;
/** As many as are compared: more lines and columns nobody tells apart. */
export const MAX_COMPARED_JOBS = 12;

/** The names in an address, parted by commas, each once. */
export const namesIn = (text: string | null): string[] => [
  ...new Set((text ?? "").split(",").filter(Boolean)),
];
