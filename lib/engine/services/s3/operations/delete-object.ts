import type { DeleteObjectRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../../protocol/operation.ts";
import { requireBucket } from "../../../state/objects.ts";
import type { Storage } from "../../../state/storage.ts";
import { writeGuard } from "../conditions.ts";
import { requireCurrent } from "../versions.ts";

/** Deleting what is not there succeeds, as in S3. */
export const deleteObject =
  ({
    buckets,
    table,
    blobs,
  }: Pick<Storage, "buckets" | "table" | "blobs">): Operation<DeleteObjectRequest, undefined> =>
  async ({ Bucket = "", Key = "", IfMatch, VersionId }) => {
    requireBucket(buckets, Bucket);
    requireCurrent(VersionId);
    await blobs.remove(table.remove(Bucket, Key, writeGuard(Key, { IfMatch })));
    return undefined;
  };
