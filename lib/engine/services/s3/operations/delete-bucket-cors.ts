import type { DeleteBucketCorsRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../../protocol/operation.ts";
import { requireBucket } from "../../../state/objects.ts";
import type { Storage } from "../../../state/storage.ts";

export const deleteBucketCors =
  ({ buckets }: Pick<Storage, "buckets">): Operation<DeleteBucketCorsRequest, undefined> =>
  ({ Bucket = "" }) => {
    requireBucket(buckets, Bucket);
    buckets.setCors(Bucket, undefined);
    return undefined;
  };
