import type { DeleteBucketRequest } from "@aws-sdk/client-s3";
import { AwsError } from "../../../protocol/errors.ts";
import type { Operation } from "../../../protocol/operation.ts";
import { requireBucket } from "../../../state/objects.ts";
import type { Storage } from "../../../state/storage.ts";

/** Deletes an empty bucket, and its unfinished uploads with it. */
export const deleteBucket =
  ({
    buckets,
    uploads,
    blobs,
  }: Pick<Storage, "buckets" | "uploads" | "blobs">): Operation<DeleteBucketRequest, undefined> =>
  async ({ Bucket = "" }) => {
    requireBucket(buckets, Bucket);
    const unfinished = uploads.blobsOf(Bucket);
    if (!buckets.removeEmpty(Bucket)) {
      throw new AwsError("BucketNotEmpty", "The bucket you tried to delete is not empty", 409, {
        BucketName: Bucket,
      });
    }
    await blobs.remove(unfinished);
    return undefined;
  };
