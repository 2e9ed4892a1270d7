import { createHmac } from "node:crypto";
import { AwsError } from "../errors.ts";
import type { RequestHead } from "../wire.ts";
import { sameText } from "./verify.ts";

/**
 * Query parameters that belong to the signed resource (S3 developer guide, "Signing and
 * authenticating REST requests", version 2).
 */
const SIGNED_PARAMETERS = new Set(
  [
    "acl cors delete lifecycle location logging notification partNumber policy requestPayment",
    "response-cache-control response-content-disposition response-content-encoding",
    "response-content-language response-content-type response-expires tagging torrent uploadId",
    "uploads versionId versioning versions website",
  ].flatMap((line) => line.split(" ")),
);

/**
 * Whether a URL is presigned with Signature Version 2. boto3 makes such URLs unless it is told
 * `signature_version="s3v4"`, wherever the endpoint is.
 */
export function isVersionTwo({ query }: Pick<RequestHead, "query">): boolean {
  const names = new Set(query.map(([name]) => name));
  return names.has("AWSAccessKeyId") && names.has("Signature") && names.has("Expires");
}

/** Throws S3's error unless the URL is by our key, still valid, and for this very request. */
export function verifyVersionTwo(
  head: RequestHead,
  /** `/bucket/key`, percent-encoded; the bucket is in it wherever the request had it. */
  resource: string,
  credentials: { readonly accessKeyId: string; readonly secretAccessKey: string },
  now: Date,
): void {
  const query = new Map(head.query);
  const accessKeyId = query.get("AWSAccessKeyId") ?? "";
  if (!sameText(accessKeyId, credentials.accessKeyId)) {
    throw new AwsError(
      "InvalidAccessKeyId",
      "The AWS Access Key Id you provided does not exist in our records.",
      403,
      { AWSAccessKeyId: accessKeyId },
    );
  }
  const expires = query.get("Expires") ?? "";
  if (!/^\d{1,12}$/.test(expires)) {
    throw new AwsError("AccessDenied", "Invalid date (should be seconds since epoch)", 403);
  }
  const text = textToSign(head, resource, expires);
  const expected = createHmac("sha1", credentials.secretAccessKey).update(text).digest("base64");
  if (!sameText(expected, query.get("Signature") ?? "")) {
    throw new AwsError(
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
      403,
      { AWSAccessKeyId: accessKeyId, StringToSign: text },
    );
  }
  if (now.getTime() <= Number(expires) * 1000) return;
  throw new AwsError("AccessDenied", "Request has expired", 403, {
    Expires: new Date(Number(expires) * 1000).toISOString(),
    ServerTime: now.toISOString(),
  });
}

function textToSign({ method, headers, query }: RequestHead, resource: string, expires: string) {
  const amzHeaders = Object.keys(headers)
    .filter((name) => name.startsWith("x-amz-"))
    .sort()
    .map((name) => `${name}:${headers[name]}\n`);
  const parameters = query
    .filter(([name]) => SIGNED_PARAMETERS.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`));
  const suffix = parameters.length > 0 ? `?${parameters.join("&")}` : "";
  return [
    method,
    headers["content-md5"] ?? "",
    headers["content-type"] ?? "",
    expires,
    amzHeaders.join("") + resource + suffix,
  ].join("\n");
}
