import type { ListObjectsV2CommandOutput, ListObjectsV2Request } from "@aws-sdk/client-s3";
import { AwsError } from "../../../protocol/errors.ts";
import type { Operation } from "../../../protocol/operation.ts";
import { listPage } from "../../../state/object-listing.ts";
import { requireBucket } from "../../../state/objects.ts";
import type { Storage } from "../../../state/storage.ts";
import { listed } from "../listing-output.ts";
import { keyEncoder, pageSize } from "../names.ts";
import { owner } from "../owner.ts";

export const listObjectsV2 =
  ({
    buckets,
    table,
  }: Pick<Storage, "buckets" | "table">): Operation<
    ListObjectsV2Request,
    Omit<ListObjectsV2CommandOutput, "$metadata">
  > =>
  (input, { accountId }) => {
    const { Bucket = "", Prefix = "", Delimiter, StartAfter, ContinuationToken } = input;
    requireBucket(buckets, Bucket);
    const encode = keyEncoder(input.EncodingType);
    const limit = pageSize(input.MaxKeys, "max-keys");
    const after = ContinuationToken === undefined ? StartAfter : decodeToken(ContinuationToken);
    const page = listPage(table, Bucket, { prefix: Prefix, delimiter: Delimiter, after, limit });
    return {
      Name: Bucket,
      Prefix: encode(Prefix),
      MaxKeys: limit,
      KeyCount: page.objects.length + page.commonPrefixes.length,
      IsTruncated: page.next !== undefined,
      ...listed(page, encode, input.FetchOwner ? owner(accountId) : undefined),
      Delimiter: Delimiter && encode(Delimiter),
      StartAfter: StartAfter && encode(StartAfter),
      ContinuationToken,
      NextContinuationToken: page.next && encodeToken(page.next),
      EncodingType: input.EncodingType,
    };
  };

/** The key with a mark before it, so that a token cut short or made up is refused. */
const encodeToken = (key: string): string => Buffer.from(`k:${key}`).toString("base64url");

function decodeToken(token: string): string {
  const text = Buffer.from(token, "base64url").toString();
  if (text.startsWith("k:") && encodeToken(text.slice(2)) === token) return text.slice(2);
  throw new AwsError("InvalidArgument", "The continuation token provided is incorrect", 400, {
    ArgumentName: "continuation-token",
  });
}
