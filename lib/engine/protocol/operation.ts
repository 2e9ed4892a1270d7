import type { ZodType } from "zod";

/** What the engine knows of one request when an operation runs. */
export interface Call {
  readonly requestId: string;
  readonly accountId: string;
  readonly region: string;
  /** The Host header: under which name and port the client found the engine. */
  readonly host: string;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  /** When the request's head arrived, on the clock that never runs backwards. */
  readonly receivedAt: number;
}

/** One wire operation: the decoded request in, the answer to encode out. Expected faults are thrown as AwsError. */
export type Operation<Input, Output> = (input: Input, call: Call) => Output | Promise<Output>;

/** An operation as a service offers it: handlers of different inputs stand in one table. */
export interface ServedOperation {
  /**
   * The constraints that the wire schemas lack: lengths, patterns, required members. A request
   * that breaks them is answered ValidationException in AWS's words; see `validation.ts`.
   */
  readonly validate?: ZodType;
  // A function of `never` accepts every concrete handler; the table's key ties it to its schema.
  readonly handle: Operation<never, object | undefined>;
}

/** The operations of one AWS service that the engine serves, by their names on the wire. */
export interface Service {
  /** A key of `SERVICE_MODELS`. */
  readonly name: ServiceName;
  readonly operations: Readonly<Record<string, ServedOperation>>;
}

export type ServiceName =
  | "s3"
  | "sts"
  | "iam"
  | "sagemaker"
  | "sagemaker-runtime"
  | "logs"
  | "cloudwatch"
  | "ecr";
