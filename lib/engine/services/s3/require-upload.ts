import { AwsError } from "../../protocol/errors.ts";
import { requireBucket } from "../../state/objects.ts";
import type { Storage } from "../../state/storage.ts";
import type { Upload } from "../../state/uploads.ts";

interface UploadAddress {
  readonly Bucket: string | undefined;
  readonly Key: string | undefined;
  readonly UploadId: string | undefined;
}

/** The upload that a request names by bucket, key and id together. */
export function requireUpload(
  { buckets, uploads }: Pick<Storage, "buckets" | "uploads">,
  { Bucket = "", Key = "", UploadId = "" }: UploadAddress,
): Upload {
  requireBucket(buckets, Bucket);
  const upload = uploads.get(UploadId);
  if (upload?.bucket === Bucket && upload.key === Key) return upload;
  throw noSuchUpload(UploadId);
}

export function noSuchUpload(id: string): AwsError {
  return new AwsError(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
    404,
    { UploadId: id },
  );
}

const LARGEST_PART_NUMBER = 10_000;

export function checkPartNumber(number: number | undefined): number {
  if (number !== undefined && Number.isInteger(number) && number >= 1) {
    if (number <= LARGEST_PART_NUMBER) return number;
  }
  throw new AwsError(
    "InvalidArgument",
    `Part number must be an integer between 1 and ${LARGEST_PART_NUMBER}, inclusive`,
    400,
    { ArgumentName: "partNumber", ArgumentValue: String(number) },
  );
}
