import type { CopyObjectCommandOutput, CopyObjectRequest } from "@aws-sdk/client-s3";
import { AwsError } from "../../../protocol/errors.ts";
import type { Operation } from "../../../protocol/operation.ts";
import type { StoredObject } from "../../../state/object-table.ts";
import { requireBucket } from "../../../state/objects.ts";
import type { Storage } from "../../../state/storage.ts";
import { writeGuard } from "../conditions.ts";
import { copySource } from "../copy-source.ts";
import { checksumMembers, parseAlgorithm } from "../digests.ts";
import { checkKey, quoted } from "../names.ts";
import { describedObject } from "../object-input.ts";

/** Copies the bytes, so that the copy has the MD5 of the whole as its ETag, whatever the source was. */
export const copyObject =
  (
    storage: Storage,
  ): Operation<CopyObjectRequest, Pick<CopyObjectCommandOutput, "CopyObjectResult">> =>
  async (input) => {
    const { Bucket: bucket = "", Key: key = "" } = input;
    requireBucket(storage.buckets, bucket);
    checkKey(key);
    const source = copySource(storage, input);
    const described = input.MetadataDirective === "REPLACE" ? describedObject(input) : source;
    if (described === source && source.bucket === bucket && source.key === key) throw sameObject();
    const { contentType, metadata, headers } = described;
    const algorithm = parseAlgorithm(input.ChecksumAlgorithm) ?? source.checksum?.algorithm;
    const segments = storage.table.segments(source.bucket, source.key);
    const bytes = storage.blobs.read(segments, 0, source.size - 1);
    return storage.blobs.receive(bytes, algorithm, async (blob) => {
      const object: StoredObject = {
        bucket,
        key,
        size: blob.size,
        etag: blob.md5,
        lastModified: storage.clock.now(),
        contentType,
        metadata,
        headers,
        ...(algorithm && blob.checksum
          ? { checksum: { algorithm, type: "FULL_OBJECT", value: blob.checksum } }
          : {}),
      };
      requireBucket(storage.buckets, bucket);
      await storage.blobs.remove(storage.table.replace(object, [blob], writeGuard(key, input)));
      return {
        CopyObjectResult: {
          ETag: quoted(blob.md5),
          LastModified: object.lastModified,
          ...checksumMembers(object.checksum),
        },
      };
    });
  };

const sameObject = (): AwsError =>
  new AwsError(
    "InvalidRequest",
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
