import type { _Object, CommonPrefix } from "@aws-sdk/client-s3";
import type { Listing } from "../../state/object-listing.ts";
import { quoted } from "./names.ts";

/** The members in which ListObjects and ListObjectsV2 show what they found. */
export function listed(
  { objects, commonPrefixes }: Listing,
  encode: (key: string) => string,
  Owner: { ID: string; DisplayName: string } | undefined,
): { Contents: _Object[]; CommonPrefixes: CommonPrefix[] } {
  return {
    Contents: objects.map(({ key, size, etag, lastModified, checksum }) => ({
      Key: encode(key),
      LastModified: lastModified,
      ETag: quoted(etag),
      ChecksumAlgorithm: checksum && [checksum.algorithm],
      ChecksumType: checksum?.type,
      Size: size,
      StorageClass: "STANDARD",
      Owner,
    })),
    CommonPrefixes: commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
  };
}
