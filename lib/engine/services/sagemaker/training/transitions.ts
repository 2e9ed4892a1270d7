import type { SecondaryStatus, TrainingJobStatus } from "@aws-sdk/client-sagemaker";
import type { TrainingJob } from "../records.ts";

/** Status by secondary status; the others belong to jobs that are going on. */
const STATUS: Partial<Record<SecondaryStatus, TrainingJobStatus>> = {
  Completed: "Completed",
  Failed: "Failed",
  Stopped: "Stopped",
  MaxRuntimeExceeded: "Stopped",
  MaxWaitTimeExceeded: "Stopped",
  Stopping: "Stopping",
};

/** Where a job is before it has anything to upload. */
const BEFORE_UPLOADING: readonly SecondaryStatus[] = [
  "Starting",
  "Pending",
  "Downloading",
  "Training",
  "Interrupted",
  "Restarting",
];

const TERMINAL: readonly TrainingJobStatus[] = ["Completed", "Failed", "Stopped"];

export const isOver = (job: TrainingJob): boolean => TERMINAL.includes(job.status);

/** SageMaker's words for each step, as its clients print them. */
export const MESSAGES = {
  starting: "Starting the training job",
  preparing: "Preparing the instances for training",
  downloading: "Downloading input data",
  image: "Downloading the training image",
  training: "Training image download completed. Training in progress.",
  uploading: "Uploading generated training model",
  completed: "Training job completed",
  failed: "Training job failed",
  stopping: "Stopping the training job",
  stopped: "Training job stopped",
  maxRuntime: "Training job runtime exceeded MaxRuntimeInSeconds provided",
  maxWait: "Training job wait time exceeded MaxWaitTimeInSeconds provided",
  interrupted: "Training job was interrupted: its spot capacity was taken back",
  again: "Launching requested ML instances",
} as const;

/**
 * The job one step on. A new message of the same secondary status replaces the last one, as
 * SageMaker's does; a job that is stopping takes no step but towards its end.
 */
export function withTransition(
  job: TrainingJob,
  at: Date,
  secondaryStatus: SecondaryStatus,
  message: string,
): TrainingJob {
  if (job.status === "Stopping" && BEFORE_UPLOADING.includes(secondaryStatus)) return job;
  const status = STATUS[secondaryStatus] ?? statusDuring(job);
  const over = TERMINAL.includes(status);
  const earlier = [...job.transitions];
  const last = earlier.pop();
  const isSame = last?.Status === secondaryStatus;
  const closed = last && !isSame ? [{ ...last, EndTime: at }] : [];
  const current = {
    Status: secondaryStatus,
    StartTime: isSame ? last.StartTime : at,
    StatusMessage: message,
    ...(over && { EndTime: at }),
  };
  return {
    ...job,
    status,
    secondaryStatus,
    modifiedAt: at,
    transitions: [...earlier, ...closed, current],
    ...(over && { endedAt: at }),
  };
}

// A job that is asked to stop stays Stopping while its artifacts are uploaded.
function statusDuring(job: TrainingJob): TrainingJobStatus {
  return job.status === "Stopping" ? "Stopping" : "InProgress";
}
