import "server-only";
import { toAppError } from "@/lib/aws/errors";
import type { Problem } from "@/lib/contracts/problem";
import type { AppError, AppErrorCode } from "@/lib/domain/app-error";
import { problemSentences, problemWords } from "@/lib/words/problems";

const STATUS: Record<AppErrorCode, number> = {
  Invalid: 400,
  NotFound: 404,
  UnknownTarget: 404,
  Conflict: 409,
  AlreadyExists: 409,
  NotReady: 409,
  TooLarge: 413,
  UnsupportedMediaType: 415,
  RefusedOrigin: 403,
  RefusedHost: 403,
  CredentialsMissing: 401,
  CredentialsExpired: 401,
  CredentialsRefused: 401,
  AccessDenied: 403,
  Throttled: 429,
  QuotaExceeded: 429,
  ModelError: 424,
  NotImplemented: 501,
  EngineNotRunning: 503,
  Unreachable: 502,
  Timeout: 504,
  Upstream: 502,
  Stopping: 503,
  Internal: 500,
};

/** Words for the facts an error carries, in place of the code's general sentence. */
function wordsOf({ code, facts }: AppError): { detail: string; fix: string } {
  const general = problemWords[code];
  const { action, address } = facts;
  const detail =
    facts.detail ??
    (action ? problemSentences.notAllowedTo(action) : undefined) ??
    (address ? problemSentences.nobodyAnswersAt(address) : undefined) ??
    general.detail;
  const fix = facts.fix ?? (action ? problemSentences.allowIt(action) : general.fix);
  return { detail, fix };
}

/** Any thrown value as a problem; what nobody foresaw says nothing of its inside. */
export function toProblem(error: unknown, requestId: string): Problem {
  const known = toAppError(error);
  return {
    type: "about:blank",
    title: problemWords[known.code].title,
    status: STATUS[known.code],
    ...wordsOf(known),
    code: known.code,
    requestId,
    upstream: known.facts.upstream ?? null,
    fields: [...(known.facts.fields ?? [])],
  };
}

/** The problem as an HTTP answer (RFC 9457). */
export const problemResponse = (problem: Problem): Response =>
  Response.json(problem, {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": problem.requestId,
    },
  });
