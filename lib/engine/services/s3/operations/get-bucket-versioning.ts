import type { GetBucketVersioningRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../../protocol/operation.ts";
import { requireBucket } from "../../../state/objects.ts";
import type { Storage } from "../../../state/storage.ts";

/** Buckets of the engine never had versions, which S3 answers with nothing; s3fs and rclone ask. */
export const getBucketVersioning =
  ({ buckets }: Pick<Storage, "buckets">): Operation<GetBucketVersioningRequest, object> =>
  ({ Bucket = "" }) => {
    requireBucket(buckets, Bucket);
    return {};
  };
