import type {
  BucketLocationConstraint,
  GetBucketLocationCommandOutput,
  GetBucketLocationRequest,
} from "@aws-sdk/client-s3";
import type { Operation } from "../../../protocol/operation.ts";
import { requireBucket } from "../../../state/objects.ts";
import type { Storage } from "../../../state/storage.ts";

/** us-east-1 is answered with no constraint at all, as S3 has it since its beginning. */
export const getBucketLocation =
  ({
    buckets,
  }: Pick<Storage, "buckets">): Operation<
    GetBucketLocationRequest,
    Pick<GetBucketLocationCommandOutput, "LocationConstraint">
  > =>
  ({ Bucket = "" }, { region }) => {
    requireBucket(buckets, Bucket);
    return region === "us-east-1" ? {} : { LocationConstraint: region as BucketLocationConstraint };
  };
