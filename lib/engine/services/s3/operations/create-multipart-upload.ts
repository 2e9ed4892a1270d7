import { randomBytes } from "node:crypto";
import type {
  CreateMultipartUploadCommandOutput,
  CreateMultipartUploadRequest,
} from "@aws-sdk/client-s3";
import { AwsError } from "../../../protocol/errors.ts";
import type { Operation } from "../../../protocol/operation.ts";
import type { ChecksumAlgorithm } from "../../../state/checksums.ts";
import { requireBucket } from "../../../state/objects.ts";
import type { Storage } from "../../../state/storage.ts";
import type { Upload } from "../../../state/uploads.ts";
import { parseAlgorithm } from "../digests.ts";
import { checkKey } from "../names.ts";
import { describedObject } from "../object-input.ts";

export const createMultipartUpload =
  ({
    buckets,
    uploads,
    clock,
  }: Pick<Storage, "buckets" | "uploads" | "clock">): Operation<
    CreateMultipartUploadRequest,
    Omit<CreateMultipartUploadCommandOutput, "$metadata">
  > =>
  (input) => {
    const { Bucket: bucket = "", Key: key = "" } = input;
    requireBucket(buckets, bucket);
    checkKey(key);
    const algorithm = parseAlgorithm(input.ChecksumAlgorithm);
    const checksum = algorithm && { algorithm, type: checksumType(algorithm, input.ChecksumType) };
    const upload: Upload = {
      id: randomBytes(24).toString("base64url"),
      bucket,
      key,
      initiatedAt: clock.now(),
      ...describedObject(input),
      checksum,
    };
    uploads.create(upload);
    return {
      Bucket: bucket,
      Key: key,
      UploadId: upload.id,
      ChecksumAlgorithm: checksum?.algorithm,
      ChecksumType: checksum?.type,
    };
  };

/** Hashes are only composed and CRC-64/NVME is only taken over the whole object; other CRCs can be both. */
function checksumType(
  algorithm: ChecksumAlgorithm,
  asked: string | undefined,
): "COMPOSITE" | "FULL_OBJECT" {
  const fallback = algorithm === "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE";
  const type = asked ?? fallback;
  const isPossible = type === fallback || (algorithm.startsWith("CRC32") && type === "FULL_OBJECT");
  if (isPossible && (type === "COMPOSITE" || type === "FULL_OBJECT")) return type;
  throw new AwsError(
    "InvalidRequest",
    `The ${type} checksum type cannot be used with the ${algorithm} checksum algorithm.`,
  );
}
