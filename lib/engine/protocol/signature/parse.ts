import { AwsError } from "../errors.ts";
import type { RequestHead } from "../wire.ts";
import type { Scope } from "./canonical.ts";

/** A signature as the request carries it, in the Authorization header or in the query. */
export interface PresentedSignature {
  readonly place: "header" | "query";
  readonly accessKeyId: string;
  readonly scope: Scope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20260102T030405Z` */
  readonly amzDate: string;
  /** Seconds from `amzDate`, for presigned requests. */
  readonly expires?: number;
}

const ALGORITHM = "AWS4-HMAC-SHA256";
const AMZ_DATE = /^\d{8}T\d{6}Z$/;
/** Seven days, S3's limit for presigned requests. */
const LONGEST_EXPIRY = 604_800;

/** The request's signature; undefined when it carries none. Throws when it cannot be read. */
export function presentedSignature(
  head: Pick<RequestHead, "query" | "headers">,
): PresentedSignature | undefined {
  const authorization = head.headers["authorization"];
  if (authorization !== undefined) return fromHeader(authorization, head.headers);
  const query = new Map(head.query);
  return query.has("X-Amz-Signature") || query.has("X-Amz-Algorithm")
    ? fromQuery(query)
    : undefined;
}

function fromHeader(
  authorization: string,
  headers: Readonly<Record<string, string>>,
): PresentedSignature {
  const [algorithm, ...rest] = authorization.split(" ");
  const fields = new Map(
    rest
      .join(" ")
      .split(",")
      .map((field) => field.trim().split("=", 2) as [string, string]),
  );
  const amzDate = headers["x-amz-date"];
  const credential = fields.get("Credential");
  const signature = fields.get("Signature");
  const signedHeaders = fields.get("SignedHeaders");
  if (algorithm !== ALGORITHM || !credential || !signature || !signedHeaders) {
    throw malformed("AuthorizationHeaderMalformed", "The authorization header is malformed.");
  }
  if (!amzDate || !AMZ_DATE.test(amzDate)) {
    throw new AwsError(
      "AccessDenied",
      "AWS authentication requires a valid Date or x-amz-date header",
      403,
    );
  }
  return {
    place: "header",
    ...credentialOf(credential, "AuthorizationHeaderMalformed"),
    signedHeaders: signedHeaders.toLowerCase().split(";"),
    signature,
    amzDate,
  };
}

function fromQuery(query: ReadonlyMap<string, string>): PresentedSignature {
  const [algorithm, credential, amzDate, expires, signedHeaders, signature] = [
    "Algorithm",
    "Credential",
    "Date",
    "Expires",
    "SignedHeaders",
    "Signature",
  ].map((name) => query.get(`X-Amz-${name}`));
  if (!algorithm || !credential || !amzDate || !expires || !signedHeaders || !signature) {
    throw queryError(
      "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
    );
  }
  if (algorithm !== ALGORITHM) {
    throw queryError('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  }
  if (!AMZ_DATE.test(amzDate)) {
    throw queryError("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  }
  return {
    place: "query",
    ...credentialOf(credential, "AuthorizationQueryParametersError"),
    signedHeaders: signedHeaders.toLowerCase().split(";"),
    signature,
    amzDate,
    expires: expirySeconds(expires),
  };
}

function expirySeconds(text: string): number {
  if (!/^-?\d+$/.test(text)) throw queryError("X-Amz-Expires should be a number");
  const seconds = Number(text);
  if (seconds < 0) throw queryError("X-Amz-Expires must be non-negative");
  if (seconds > LONGEST_EXPIRY) {
    throw queryError(
      "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
    );
  }
  return seconds;
}

function credentialOf(
  text: string,
  code: string,
): Pick<PresentedSignature, "accessKeyId" | "scope"> {
  const [accessKeyId, date, region, service, terminator, ...rest] = text.split("/");
  if (
    !accessKeyId ||
    !date ||
    !region ||
    !service ||
    terminator !== "aws4_request" ||
    rest.length
  ) {
    throw malformed(
      code,
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  return { accessKeyId, scope: { date, region, service } };
}

const malformed = (code: string, message: string) => new AwsError(code, message, 400);
const queryError = (message: string) => malformed("AuthorizationQueryParametersError", message);
