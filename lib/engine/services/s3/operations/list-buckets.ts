import type { ListBucketsCommandOutput, ListBucketsRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../../protocol/operation.ts";
import type { Storage } from "../../../state/storage.ts";
import { owner } from "../owner.ts";

/** S3's own largest page. */
const LARGEST_PAGE = 10_000;

export const listBuckets =
  ({
    buckets,
  }: Pick<Storage, "buckets">): Operation<
    ListBucketsRequest,
    Omit<ListBucketsCommandOutput, "$metadata">
  > =>
  ({ Prefix, ContinuationToken, MaxBuckets = LARGEST_PAGE }, { accountId, region }) => {
    const after = Buffer.from(ContinuationToken ?? "", "base64url").toString();
    const limit = Math.min(MaxBuckets, LARGEST_PAGE);
    const found = buckets.list({ prefix: Prefix ?? "", after, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      Owner: owner(accountId),
      Buckets: page.map(({ name, createdAt }) => ({
        Name: name,
        CreationDate: createdAt,
        BucketRegion: region,
      })),
      Prefix,
      ContinuationToken:
        found.length > limit && last ? Buffer.from(last.name).toString("base64url") : undefined,
    };
  };
