import "server-only";

/** Actions of IAM whose names are not those of S3's operations. */
const STORAGE: Readonly<Record<string, string>> = {
  HeadBucket: "ListBucket",
  ListObjectsV2: "ListBucket",
  ListMultipartUploads: "ListBucketMultipartUploads",
  ListParts: "ListMultipartUploadParts",
  HeadObject: "GetObject",
  CreateMultipartUpload: "PutObject",
  UploadPart: "PutObject",
  CompleteMultipartUpload: "PutObject",
  DeleteObjects: "DeleteObject",
  GetBucketCors: "GetBucketCORS",
  PutBucketCors: "PutBucketCORS",
};

/** The SDK's names of services whose actions begin with another word. */
const PREFIXES: Readonly<Record<string, string>> = {
  "cloudwatch logs": "logs",
  "sagemaker runtime": "sagemaker",
};

/** What a policy calls an operation of a service, both as the SDK names them: `s3:GetObject`. */
export function actionOf(service: string, operation: string): string {
  const prefix = service.toLowerCase();
  const name = prefix === "s3" ? (STORAGE[operation] ?? operation) : operation;
  return `${PREFIXES[prefix] ?? prefix}:${name}`;
}
