import { createHash, createHmac } from "node:crypto";

/** What a Signature Version 4 signature covers. */
export interface Signable {
  readonly method: string;
  /** As sent, percent-encoded. */
  readonly path: string;
  /** Decoded; the signature itself left out. */
  readonly query: readonly (readonly [string, string])[];
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signedHeaders: readonly string[];
  /** Hex SHA-256, or one of S3's words such as UNSIGNED-PAYLOAD. */
  readonly payloadHash: string;
}

/** `20260102/us-east-1/s3/aws4_request` */
export interface Scope {
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

export const sha256Hex = (data: string | Uint8Array): string =>
  createHash("sha256").update(data).digest("hex");

/** Percent-encoding by RFC 3986, as Signature Version 4 wants it. */
export function encodePart(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Percent-decoding that leaves text alone which is not percent-encoded. */
export function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The canonical request (AWS General Reference, "Create a signed AWS API request", step 1). */
export function canonicalRequest(signable: Signable, service: string): string {
  const { method, query, headers, signedHeaders, payloadHash } = signable;
  const lines = signedHeaders.map((name) => `${name}:${canonicalHeader(headers[name] ?? "")}\n`);
  return [
    method,
    canonicalPath(signable.path, service),
    canonicalQuery(query),
    lines.join(""),
    signedHeaders.join(";"),
    payloadHash,
  ].join("\n");
}

/** S3 signs the path as it is; the other services encode it a second time. */
function canonicalPath(path: string, service: string): string {
  const encoded = path.split("/").map((part) => encodePart(decodePart(part)));
  return service === "s3" ? encoded.join("/") : encoded.map(encodePart).join("/");
}

function canonicalQuery(query: Signable["query"]): string {
  return query
    .map(([name, value]) => [encodePart(name), encodePart(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

/** By code units, which for encoded text is byte order. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const canonicalHeader = (value: string): string => value.trim().replace(/ +/g, " ");

export const scopeText = ({ date, region, service }: Scope): string =>
  `${date}/${region}/${service}/aws4_request`;

export function stringToSign(amzDate: string, scope: Scope, canonical: string): string {
  return ["AWS4-HMAC-SHA256", amzDate, scopeText(scope), sha256Hex(canonical)].join("\n");
}

export const hmac = (key: string | Uint8Array, data: string): Buffer =>
  createHmac("sha256", key).update(data).digest();

/** The key that signs everything of one day, region and service. */
export function signingKey(secret: string, { date, region, service }: Scope): Buffer {
  const dateKey = hmac(`AWS4${secret}`, date);
  return hmac(hmac(hmac(dateKey, region), service), "aws4_request");
}
