/** Ends a training job as Failed; the message is its FailureReason. */
export class JobFailure extends Error {
  override readonly name = "JobFailure";
}
