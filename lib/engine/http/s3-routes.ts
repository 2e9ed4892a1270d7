import { AwsError } from "../protocol/errors.ts";
import { KNOWN_OPERATIONS } from "../protocol/known-operations.ts";
import { decodePart } from "../protocol/signature/canonical.ts";
import type { RequestHead } from "../protocol/wire.ts";
import { bucketOfHost } from "./host-guard.ts";

type Level = "service" | "bucket" | "object";

/** What an S3 request is about. */
export interface S3Route {
  readonly operation: string;
  readonly labels: Readonly<Record<string, string>>;
}

interface Rule {
  readonly operation: string;
  readonly method: string;
  readonly level: Level;
  /** Query parameters that must be there. */
  readonly query?: readonly string[];
  readonly header?: string;
}

const COPY = "x-amz-copy-source";

/** The first rule that fits decides, so the more particular ones stand first. */
const RULES: readonly Rule[] = [
  { operation: "ListBuckets", method: "GET", level: "service" },
  { operation: "GetBucketLocation", method: "GET", level: "bucket", query: ["location"] },
  { operation: "GetBucketVersioning", method: "GET", level: "bucket", query: ["versioning"] },
  { operation: "GetBucketCors", method: "GET", level: "bucket", query: ["cors"] },
  { operation: "PutBucketCors", method: "PUT", level: "bucket", query: ["cors"] },
  { operation: "DeleteBucketCors", method: "DELETE", level: "bucket", query: ["cors"] },
  { operation: "ListMultipartUploads", method: "GET", level: "bucket", query: ["uploads"] },
  { operation: "ListObjectsV2", method: "GET", level: "bucket", query: ["list-type"] },
  { operation: "DeleteObjects", method: "POST", level: "bucket", query: ["delete"] },
  {
    operation: "UploadPartCopy",
    method: "PUT",
    level: "object",
    query: ["partNumber", "uploadId"],
    header: COPY,
  },
  { operation: "UploadPart", method: "PUT", level: "object", query: ["partNumber", "uploadId"] },
  { operation: "CreateMultipartUpload", method: "POST", level: "object", query: ["uploads"] },
  { operation: "CompleteMultipartUpload", method: "POST", level: "object", query: ["uploadId"] },
  { operation: "AbortMultipartUpload", method: "DELETE", level: "object", query: ["uploadId"] },
  { operation: "ListParts", method: "GET", level: "object", query: ["uploadId"] },
];

/** What a request means that names no sub-resource. */
const PLAIN_RULES: readonly Rule[] = [
  { operation: "ListObjects", method: "GET", level: "bucket" },
  { operation: "CreateBucket", method: "PUT", level: "bucket" },
  { operation: "HeadBucket", method: "HEAD", level: "bucket" },
  { operation: "DeleteBucket", method: "DELETE", level: "bucket" },
  { operation: "CopyObject", method: "PUT", level: "object", header: COPY },
  { operation: "PutObject", method: "PUT", level: "object" },
  { operation: "GetObject", method: "GET", level: "object" },
  { operation: "HeadObject", method: "HEAD", level: "object" },
  { operation: "DeleteObject", method: "DELETE", level: "object" },
];

/** Finds operation, bucket and key, in the path style and in the virtual-host style. */
export function routeS3(head: RequestHead, allowedHosts: readonly string[]): S3Route {
  const { bucket, key } = addressed(head, allowedHosts);
  const labels = {
    ...(bucket === undefined ? {} : { Bucket: bucket }),
    ...(key === undefined ? {} : { Key: key }),
  };
  const level = levelOf(bucket, key);
  const operation =
    firstMatch(RULES, head, level) ??
    unservedOperation(head, level) ??
    firstMatch(PLAIN_RULES, head, level);
  if (operation !== undefined) return { operation, labels };
  throw new AwsError(
    "MethodNotAllowed",
    "The specified method is not allowed against this resource.",
    405,
    { Method: head.method, ResourceType: level.toUpperCase() },
  );
}

function levelOf(bucket: string | undefined, key: string | undefined): Level {
  if (bucket === undefined) return "service";
  return key === undefined ? "bucket" : "object";
}

/** Splits the address without normalising it: `a//b`, `dir/` and `..` are keys like others. */
export function addressed(
  { path, headers }: RequestHead,
  allowedHosts: readonly string[],
): { readonly bucket: string | undefined; readonly key: string | undefined } {
  const hostBucket = bucketOfHost(headers["host"], allowedHosts);
  const rest = path.slice(1);
  if (hostBucket !== undefined) return { bucket: hostBucket, key: presentKey(rest) };
  const slash = rest.indexOf("/");
  const bucket = decodePart(slash < 0 ? rest : rest.slice(0, slash));
  return {
    bucket: bucket === "" ? undefined : bucket,
    key: slash < 0 ? undefined : presentKey(rest.slice(slash + 1)),
  };
}

const presentKey = (encoded: string) => (encoded === "" ? undefined : decodePart(encoded));

function firstMatch(rules: readonly Rule[], head: RequestHead, level: Level): string | undefined {
  const names = new Set(head.query.map(([name]) => name));
  return rules.find(
    (rule) =>
      rule.method === head.method &&
      rule.level === level &&
      (rule.query ?? []).every((name) => names.has(name)) &&
      (rule.header === undefined || head.headers[rule.header] !== undefined),
  )?.operation;
}

/** An operation of S3's model that the query names and no rule serves, such as `?acl`. */
function unservedOperation(head: RequestHead, level: Level): string | undefined {
  const names = new Set(head.query.map(([name]) => name));
  const start = `${head.method} ${level === "object" ? "/{Key+}?" : "/?"}`;
  return Object.entries(KNOWN_OPERATIONS.s3).find(([, route]) => {
    if (!route.startsWith(start) || level === "service") return false;
    const wanted = route.slice(start.length).split("&");
    return wanted.every((part) => !part.startsWith("x-id=") && names.has(part.split("=")[0] ?? ""));
  })?.[0];
}
