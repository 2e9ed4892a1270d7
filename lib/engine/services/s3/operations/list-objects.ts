import type { ListObjectsCommandOutput, ListObjectsRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../../protocol/operation.ts";
import { listPage } from "../../../state/object-listing.ts";
import { requireBucket } from "../../../state/objects.ts";
import type { Storage } from "../../../state/storage.ts";
import { listed } from "../listing-output.ts";
import { keyEncoder, pageSize } from "../names.ts";
import { owner } from "../owner.ts";

/** The first version of listing, which pages by marker. */
export const listObjects =
  ({
    buckets,
    table,
  }: Pick<Storage, "buckets" | "table">): Operation<
    ListObjectsRequest,
    Omit<ListObjectsCommandOutput, "$metadata">
  > =>
  (input, { accountId }) => {
    const { Bucket = "", Prefix = "", Delimiter, Marker = "" } = input;
    requireBucket(buckets, Bucket);
    const encode = keyEncoder(input.EncodingType);
    const limit = pageSize(input.MaxKeys, "max-keys");
    const after = Marker === "" ? undefined : Marker;
    const page = listPage(table, Bucket, { prefix: Prefix, delimiter: Delimiter, after, limit });
    return {
      Name: Bucket,
      Prefix: encode(Prefix),
      Marker: encode(Marker),
      MaxKeys: limit,
      IsTruncated: page.next !== undefined,
      ...listed(page, encode, owner(accountId)),
      Delimiter: Delimiter && encode(Delimiter),
      // Without a delimiter the last key is the marker, and S3 sends none.
      NextMarker: Delimiter && page.next && encode(page.next),
      EncodingType: input.EncodingType,
    };
  };
