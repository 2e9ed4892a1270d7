/** What the engine knows of one request when an operation runs. */
export interface Call {
  readonly requestId: string;
  readonly accountId: string;
  readonly region: string;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

/** One wire operation: the decoded request in, the answer to encode out. Expected faults are thrown as AwsError. */
export type Operation<Input, Output> = (input: Input, call: Call) => Output | Promise<Output>;
