import { DataFault } from "../s3-data/data-fault.ts";

/** Ends a training job as Failed; the message is its FailureReason. */
export class JobFailure extends Error {
  override readonly name = "JobFailure";
}

/** The work's outcome; what is wrong with the job's data fails the job. */
export async function failingJob<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DataFault)) throw error;
    throw new JobFailure(`ClientError: Data download failed: ${error.message}`);
  }
}
