import "server-only";
import { AppError, type AppErrorCode, type UpstreamFault } from "@/lib/domain/app-error";
import { isSignInFault } from "@/lib/domain/target-faults";
import { problemSentences, signInWords } from "@/lib/words/problems";
import { forgetClients } from "./clients";
import { neededAction } from "./named-faults";
import type { Target } from "./targets";

/** The members of an SDK exception that matter here; every one may be missing. */
interface SdkError extends Error {
  readonly code?: string;
  readonly $metadata?: {
    readonly httpStatusCode?: number;
    readonly requestId?: string;
  };
  readonly OriginalMessage?: string;
  /** What the model's container answered with, where AWS itself answers 424. */
  readonly OriginalStatusCode?: number;
}

/** AWS's error names → ours. Services spell the same thing in several ways. */
const CODES: Readonly<Record<string, AppErrorCode>> = {
  ExpiredToken: "CredentialsExpired",
  ExpiredTokenException: "CredentialsExpired",
  RequestExpired: "CredentialsRefused",
  RequestTimeTooSkewed: "CredentialsRefused",
  TokenRefreshRequired: "CredentialsExpired",
  CredentialsProviderError: "CredentialsMissing",
  TokenProviderError: "CredentialsExpired",
  InvalidClientTokenId: "CredentialsRefused",
  UnrecognizedClientException: "CredentialsRefused",
  InvalidAccessKeyId: "CredentialsRefused",
  InvalidToken: "CredentialsRefused",
  SignatureDoesNotMatch: "CredentialsRefused",
  InvalidSignatureException: "CredentialsRefused",
  AuthFailure: "CredentialsRefused",
  AccessDenied: "AccessDenied",
  AccessDeniedException: "AccessDenied",
  UnauthorizedOperation: "AccessDenied",
  OptInRequired: "AccessDenied",
  SubscriptionRequiredException: "AccessDenied",
  Throttling: "Throttled",
  ThrottlingException: "Throttled",
  ThrottledException: "Throttled",
  TooManyRequestsException: "Throttled",
  RequestLimitExceeded: "Throttled",
  RequestThrottled: "Throttled",
  SlowDown: "Throttled",
  ResourceLimitExceeded: "QuotaExceeded",
  LimitExceededException: "QuotaExceeded",
  ServiceQuotaExceededException: "QuotaExceeded",
  ResourceNotFound: "NotFound",
  ResourceNotFoundException: "NotFound",
  NoSuchKey: "NotFound",
  NoSuchBucket: "NotFound",
  NoSuchUpload: "NotFound",
  NoSuchEntity: "NotFound",
  NoSuchEntityException: "NotFound",
  NotFound: "NotFound",
  RepositoryNotFoundException: "NotFound",
  ImageNotFoundException: "NotFound",
  ResourceInUse: "AlreadyExists",
  BucketAlreadyExists: "AlreadyExists",
  BucketAlreadyOwnedByYou: "AlreadyExists",
  ConflictException: "Conflict",
  OperationAborted: "Conflict",
  EntityTooLarge: "TooLarge",
  ModelError: "ModelError",
  ModelNotReadyException: "NotReady",
  NotImplemented: "NotImplemented",
  UnknownService: "NotImplemented",
  TimeoutError: "Timeout",
};

/** Names of failures below HTTP: nobody listens, no such host, no route. */
const NETWORK: readonly string[] = [
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EPIPE",
];

/**
 * SageMaker calls most faults of the request ValidationException; only the text tells which it
 * is. The texts are those of the API: "Could not find …", "Cannot create already existing …".
 */
const VALIDATION: readonly (readonly [RegExp, AppErrorCode])[] = [
  [/could not find|does not exist|not found/i, "NotFound"],
  [/already exist/i, "AlreadyExists"],
  [/cannot (update|delete|stop)|in-progress|is in .* state|status is/i, "Conflict"],
];

/** "… is not authorized to perform: sagemaker:CreateTrainingJob on resource …" */
const ACTION = /not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)/;

const isSdkError = (error: unknown): error is SdkError =>
  error instanceof Error && ("$metadata" in error || "$fault" in error || error.name in CODES);

/** Connecting tries several addresses, so the refusal may be one of an AggregateError's causes. */
function networkCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code } = error as SdkError;
  if (code !== undefined && NETWORK.includes(code)) return code;
  return networkCode(error instanceof AggregateError ? error.errors[0] : error.cause);
}

function upstreamOf(error: SdkError): UpstreamFault {
  return {
    code: error.name,
    message: error.OriginalMessage ?? error.message,
    status: error.OriginalStatusCode ?? error.$metadata?.httpStatusCode ?? null,
    requestId: error.$metadata?.requestId ?? null,
  };
}

/** The SDK says with one error that nobody signed in and that a session has ended. */
const SESSION_ENDED = /expired|aws sso login/i;

function codeOf(error: SdkError): AppErrorCode {
  if (error.name === "CredentialsProviderError" && SESSION_ENDED.test(error.message))
    return "CredentialsExpired";
  const known = CODES[error.name];
  if (known) return known;
  const status = error.$metadata?.httpStatusCode;
  if (error.name === "ValidationException" || error.name === "ValidationError" || status === 400) {
    return VALIDATION.find(([words]) => words.test(error.message))?.[1] ?? "Invalid";
  }
  if (status === 403) return "AccessDenied";
  if (status === 404) return "NotFound";
  return "Upstream";
}

/** Our own words where a code's general sentence would hide what AWS said. */
const SAYS_ITSELF: readonly AppErrorCode[] = [
  "Invalid",
  "NotFound",
  "AlreadyExists",
  "Conflict",
  "QuotaExceeded",
  "ModelError",
  "NotImplemented",
  "Upstream",
];

/** S3 where the bucket is not; a HEAD is answered with the status alone. */
const ELSEWHERE = /PermanentRedirect|IllegalLocationConstraint|AuthorizationHeaderMalformed/;

const isElsewhere = (error: SdkError): boolean =>
  error.$metadata?.httpStatusCode === 301 || ELSEWHERE.test(error.name);

/** AWS refuses a signature that is five minutes off, and S3 one of fifteen. */
const CLOCK = /RequestExpired|RequestTimeTooSkewed|Signature (expired|not yet current)/;

/** As AWS says it, or else what the call needed. */
const deniedAction = (error: SdkError): string | null =>
  ACTION.exec(error.message)?.[1] ?? neededAction(error);

function fromSdk(error: SdkError): AppError {
  const code = codeOf(error);
  const upstream = upstreamOf(error);
  if (CLOCK.test(`${error.name} ${error.message}`)) {
    const { clockIsOff: detail, setClock: fix } = problemSentences;
    return new AppError(code, { upstream, cause: error, detail, fix });
  }
  if (isElsewhere(error)) {
    const { bucketElsewhere: detail, useBucketHere: fix } = problemSentences;
    return new AppError("Conflict", { upstream, cause: error, detail, fix });
  }
  const action = code === "AccessDenied" ? deniedAction(error) : null;
  return new AppError(code, {
    upstream,
    cause: error,
    ...(action === null ? {} : { action }),
    ...(SAYS_ITSELF.includes(code) && upstream.message !== "" ? { detail: upstream.message } : {}),
  });
}

/**
 * Any thrown value as one of our errors. An AppError passes unchanged; what is not known becomes
 * `Internal` with the value as its cause.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (networkCode(error) !== null) return new AppError("Unreachable", { cause: error });
  if (isSdkError(error)) return fromSdk(error);
  return new AppError("Internal", { cause: error });
}

/**
 * `toAppError` for a call to one target: where nobody listens at an address of our own choosing,
 * that is the engine, and its address is named; where an account does not know us, the command is
 * named that signs in, and the credentials are read anew for the next call.
 */
export function toTargetError(error: unknown, target: Target | null): AppError {
  const known = toAppError(error);
  if (target === null) return known;
  if (known.code === "Unreachable" && target.endpoint !== null) {
    return new AppError("EngineNotRunning", { address: target.endpoint, cause: error });
  }
  if (!isSignInFault(known.code)) return known;
  forgetClients(target);
  if (target.profile === null || known.facts.fix !== undefined) return known;
  return new AppError(known.code, { ...known.facts, fix: signInWords(known.code, target.profile) });
}
