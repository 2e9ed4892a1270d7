import type {
  CORSRule,
  GetBucketCorsCommandOutput,
  GetBucketCorsRequest,
} from "@aws-sdk/client-s3";
import { AwsError } from "../../../protocol/errors.ts";
import type { Operation } from "../../../protocol/operation.ts";
import { requireBucket } from "../../../state/objects.ts";
import type { Storage } from "../../../state/storage.ts";

export const getBucketCors =
  ({
    buckets,
  }: Pick<Storage, "buckets">): Operation<
    GetBucketCorsRequest,
    Pick<GetBucketCorsCommandOutput, "CORSRules">
  > =>
  ({ Bucket = "" }) => {
    requireBucket(buckets, Bucket);
    const rules = buckets.cors(Bucket);
    if (!rules) {
      throw new AwsError("NoSuchCORSConfiguration", "The CORS configuration does not exist", 404, {
        BucketName: Bucket,
      });
    }
    return { CORSRules: rules as CORSRule[] };
  };
