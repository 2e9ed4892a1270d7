import { AwsError } from "../../protocol/errors.ts";
import { decodePart } from "../../protocol/signature/canonical.ts";
import type { StoredObject } from "../../state/object-table.ts";
import { noSuchKey, requireBucket } from "../../state/objects.ts";
import type { Storage } from "../../state/storage.ts";
import { checkCopyConditions } from "./conditions.ts";

/** The members of CopyObject and UploadPartCopy that speak of the source. */
interface CopySourceInput {
  readonly CopySource?: string | undefined;
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
}

/** The object that `x-amz-copy-source` names (`/bucket/key`, percent-encoded), when its conditions hold. */
export function copySource(
  { buckets, table }: Pick<Storage, "buckets" | "table">,
  input: CopySourceInput,
): StoredObject {
  const [path = "", query = ""] = (input.CopySource ?? "").split("?versionId=");
  const decoded = decodePart(path).replace(/^\//, "");
  const slash = decoded.indexOf("/");
  if (slash < 1 || slash === decoded.length - 1 || (query !== "" && query !== "null")) {
    throw new AwsError(
      "InvalidArgument",
      "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
      400,
      { ArgumentName: "x-amz-copy-source", ArgumentValue: input.CopySource ?? "" },
    );
  }
  const [bucket, key] = [decoded.slice(0, slash), decoded.slice(slash + 1)];
  requireBucket(buckets, bucket);
  const source = table.get(bucket, key);
  if (!source) throw noSuchKey(key);
  checkCopyConditions(source, {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  });
  return source;
}
