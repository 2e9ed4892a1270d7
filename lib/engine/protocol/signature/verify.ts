import { timingSafeEqual } from "node:crypto";
import { AwsError } from "../errors.ts";
import {
  canonicalRequest,
  hmac,
  type Scope,
  type Signable,
  signingKey,
  stringToSign,
} from "./canonical.ts";
import type { PresentedSignature } from "./parse.ts";

/** Which family of words a service refuses a request in. */
export type Dialect = "s3" | "json" | "rest-json" | "query";

export interface Expectations {
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Regions that the credential scope may name. */
  readonly regions: readonly string[];
  readonly now: Date;
  readonly dialect: Dialect;
}

/** What later chunks of the body are signed with. */
export interface VerifiedSignature {
  readonly key: Buffer;
  readonly scope: Scope;
  readonly amzDate: string;
  readonly signature: string;
}

/** Fifteen minutes, AWS's tolerance for clocks that differ. */
const SKEW_MS = 15 * 60 * 1000;

/** Throws the service's own error unless the signature is by our key, in time and over this very request. */
export function verifySignature(
  presented: PresentedSignature,
  signable: Omit<Signable, "signedHeaders">,
  expected: Expectations,
): VerifiedSignature {
  const { accessKeyId, scope, amzDate, signedHeaders } = presented;
  if (!sameText(accessKeyId, expected.credentials.accessKeyId)) {
    throw unknownKey(expected.dialect, accessKeyId);
  }
  checkScope(presented, expected);
  checkTime(presented, expected);
  checkSignedHeaders(presented, signable.headers, expected.dialect);
  const canonical = canonicalRequest({ ...signable, signedHeaders }, scope.service);
  const text = stringToSign(amzDate, scope, canonical);
  const key = signingKey(expected.credentials.secretAccessKey, scope);
  if (!sameText(hmac(key, text).toString("hex"), presented.signature)) {
    throw mismatch(expected.dialect, presented, text, canonical);
  }
  return { key, scope, amzDate, signature: presented.signature };
}

/** Compares without telling by its duration where two texts differ. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The refusal of a request that carries no signature. */
export function missingSignature(dialect: Dialect): AwsError {
  switch (dialect) {
    case "s3":
      return new AwsError("AccessDenied", "Access Denied", 403);
    case "query":
      return new AwsError(
        "MissingAuthenticationToken",
        "Request is missing Authentication Token",
        403,
      );
    default:
      return new AwsError(
        "MissingAuthenticationTokenException",
        "Missing Authentication Token",
        dialect === "json" ? 400 : 403,
      );
  }
}

function unknownKey(dialect: Dialect, accessKeyId: string): AwsError {
  if (dialect === "s3") {
    return new AwsError(
      "InvalidAccessKeyId",
      "The AWS Access Key Id you provided does not exist in our records.",
      403,
      { AWSAccessKeyId: accessKeyId },
    );
  }
  const code = dialect === "query" ? "InvalidClientTokenId" : "UnrecognizedClientException";
  return new AwsError(
    code,
    "The security token included in the request is invalid.",
    dialect === "json" ? 400 : 403,
  );
}

function invalidSignature(dialect: Exclude<Dialect, "s3">, message: string): AwsError {
  const code = dialect === "query" ? "SignatureDoesNotMatch" : "InvalidSignatureException";
  return new AwsError(code, message, dialect === "json" ? 400 : 403);
}

function mismatch(
  dialect: Dialect,
  { accessKeyId, signature }: PresentedSignature,
  text: string,
  canonical: string,
): AwsError {
  if (dialect !== "s3") {
    return invalidSignature(
      dialect,
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    );
  }
  return new AwsError(
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    403,
    {
      AWSAccessKeyId: accessKeyId,
      StringToSign: text,
      SignatureProvided: signature,
      CanonicalRequest: canonical,
    },
  );
}

function checkScope(
  { place, scope, amzDate }: PresentedSignature,
  { regions, dialect }: Expectations,
): void {
  const [expected = ""] = regions;
  const wrongRegion = !regions.includes(scope.region);
  if (!wrongRegion && scope.date === amzDate.slice(0, 8)) return;
  if (dialect !== "s3") {
    throw invalidSignature(
      dialect,
      wrongRegion
        ? `Credential should be scoped to a valid region. This engine serves ${expected}.`
        : "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.",
    );
  }
  const [code, start] =
    place === "header"
      ? ["AuthorizationHeaderMalformed", "The authorization header is malformed; "]
      : ["AuthorizationQueryParametersError", "Error parsing the X-Amz-Credential parameter; "];
  const end = wrongRegion
    ? `the region '${scope.region}' is wrong; expecting '${expected}'`
    : `Invalid credential date "${scope.date}". This date is not the same as X-Amz-Date: "${amzDate}".`;
  throw new AwsError(code, start + end, 400, wrongRegion ? { Region: expected } : {});
}

function checkTime(presented: PresentedSignature, { now, dialect }: Expectations): void {
  const signedAt = timeOf(presented.amzDate);
  const age = now.getTime() - signedAt;
  // A date that has the form but does not exist, such as 20261399T000000Z.
  if (Number.isNaN(age)) throw new AwsError("AccessDenied", "Invalid request date", 403);
  if (presented.expires !== undefined) {
    if (age < -SKEW_MS) throw new AwsError("AccessDenied", "Request is not yet valid", 403);
    const expiry = signedAt + presented.expires * 1000;
    if (now.getTime() > expiry) throw expired(presented.expires, expiry, now);
    return;
  }
  if (Math.abs(age) <= SKEW_MS) return;
  if (dialect !== "s3") throw invalidSignature(dialect, skewWords(presented.amzDate, age, now));
  throw new AwsError(
    "RequestTimeTooSkewed",
    "The difference between the request time and the current time is too large.",
    403,
    {
      RequestTime: presented.amzDate,
      ServerTime: now.toISOString(),
      MaxAllowedSkewMilliseconds: SKEW_MS,
    },
  );
}

/** `age` in milliseconds, negative for a request of the future. */
function skewWords(amzDate: string, age: number, now: Date): string {
  const limit = (skew: number) => amzDateOf(new Date(now.getTime() + skew));
  return age > 0
    ? `Signature expired: ${amzDate} is now earlier than ${limit(-SKEW_MS)} (${amzDateOf(now)} - 15 min.)`
    : `Signature not yet current: ${amzDate} is still later than ${limit(SKEW_MS)} (${amzDateOf(now)} + 15 min.)`;
}

function expired(seconds: number, expiry: number, now: Date): AwsError {
  return new AwsError("AccessDenied", "Request has expired", 403, {
    "X-Amz-Expires": seconds,
    Expires: new Date(expiry).toISOString(),
    ServerTime: now.toISOString(),
  });
}

function timeOf(amzDate: string): number {
  return Date.parse(amzDate.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, "$1-$2-$3:$4:$5"));
}

const amzDateOf = (date: Date): string => date.toISOString().replace(/[-:]|\.\d{3}/g, "");

/** A header that AWS acts on but nobody signed could have been added on the way. */
function checkSignedHeaders(
  { signedHeaders }: PresentedSignature,
  headers: Readonly<Record<string, string>>,
  dialect: Dialect,
): void {
  const unsigned = Object.keys(headers).filter(
    (name) =>
      (name === "host" || name.startsWith("x-amz-")) &&
      name !== "x-amz-content-sha256" &&
      !signedHeaders.includes(name),
  );
  if (unsigned.length === 0) return;
  const message = "There were headers present in the request which were not signed";
  if (dialect !== "s3") throw invalidSignature(dialect, `${message}: ${unsigned.join(", ")}`);
  throw new AwsError("AccessDenied", message, 403, { HeadersNotSigned: unsigned.join(", ") });
}
