import type { CreateBucketCommandOutput, CreateBucketRequest } from "@aws-sdk/client-s3";
import { AwsError } from "../../../protocol/errors.ts";
import type { Operation } from "../../../protocol/operation.ts";
import type { Storage } from "../../../state/storage.ts";
import { checkBucketName } from "../names.ts";

/** Answers 200 for a bucket that is already the caller's in us-east-1, an error elsewhere, as S3 does. */
export const createBucket =
  ({
    buckets,
  }: Pick<Storage, "buckets">): Operation<
    CreateBucketRequest,
    Pick<CreateBucketCommandOutput, "Location">
  > =>
  ({ Bucket = "", CreateBucketConfiguration }, { region }) => {
    checkBucketName(Bucket);
    const constraint = CreateBucketConfiguration?.LocationConstraint ?? "us-east-1";
    if (constraint !== region) {
      throw new AwsError(
        "IllegalLocationConstraintException",
        `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
      );
    }
    if (!buckets.create(Bucket) && region !== "us-east-1") {
      throw new AwsError(
        "BucketAlreadyOwnedByYou",
        "Your previous request to create the named bucket succeeded and you already own it.",
        409,
        { BucketName: Bucket },
      );
    }
    return { Location: `/${Bucket}` };
  };
