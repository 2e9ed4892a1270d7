/** What can go wrong, as the dashboard's API names it. `lib/server/problem.ts` gives each a status. */
export const APP_ERROR_CODES = [
  "Invalid",
  "NotFound",
  "UnknownTarget",
  "Conflict",
  "AlreadyExists",
  "NotReady",
  "TooLarge",
  "UnsupportedMediaType",
  "RefusedOrigin",
  "RefusedHost",
  "CredentialsMissing",
  "CredentialsExpired",
  "CredentialsRefused",
  "AccessDenied",
  "Throttled",
  "QuotaExceeded",
  "ModelError",
  "NotImplemented",
  "EngineNotRunning",
  "Unreachable",
  "Timeout",
  "Upstream",
  "Stopping",
  "Internal",
] as const;
export type AppErrorCode = (typeof APP_ERROR_CODES)[number];

/** What AWS (or the engine) said, kept word for word beside our own words. */
export interface UpstreamFault {
  /** The error's name on the wire, e.g. `ValidationException`. */
  readonly code: string;
  readonly message: string;
  readonly status: number | null;
  readonly requestId: string | null;
}

/** One thing wrong with a request, at a path into its body, query or parameters. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export interface AppErrorFacts {
  /** The cause in plain words; without it the code's own sentence is shown. */
  readonly detail?: string;
  /** What the person can do; without it the code's own advice is shown. */
  readonly fix?: string;
  readonly fields?: readonly FieldError[];
  readonly upstream?: UpstreamFault;
  /** The IAM action that was refused, e.g. `sagemaker:CreateTrainingJob`. */
  readonly action?: string;
  /** Where nobody answered, e.g. `http://127.0.0.1:4566`. */
  readonly address?: string;
  readonly cause?: unknown;
}

/** A failure with a code, on its way to the edge that turns it into words and a status. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly facts: AppErrorFacts;

  constructor(code: AppErrorCode, facts: AppErrorFacts = {}) {
    super(facts.detail ?? code, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = "AppError";
    this.code = code;
    this.facts = facts;
  }
}
