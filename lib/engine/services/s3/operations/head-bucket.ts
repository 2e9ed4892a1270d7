import type { HeadBucketCommandOutput, HeadBucketRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../../protocol/operation.ts";
import { requireBucket } from "../../../state/objects.ts";
import type { Storage } from "../../../state/storage.ts";

export const headBucket =
  ({
    buckets,
  }: Pick<Storage, "buckets">): Operation<
    HeadBucketRequest,
    Pick<HeadBucketCommandOutput, "BucketRegion">
  > =>
  ({ Bucket = "" }, { region }) => {
    requireBucket(buckets, Bucket);
    return { BucketRegion: region };
  };
