import type { PutObjectCommandOutput, PutObjectRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../../protocol/operation.ts";
import type { Payload } from "../../../protocol/payload.ts";
import type { StoredObject } from "../../../state/object-table.ts";
import { requireBucket } from "../../../state/objects.ts";
import type { Storage } from "../../../state/storage.ts";
import { writeGuard } from "../conditions.ts";
import { checkDigests, checksumMembers, requestedAlgorithm } from "../digests.ts";
import { checkKey, quoted } from "../names.ts";
import { describedObject } from "../object-input.ts";

type Input = Omit<PutObjectRequest, "Body"> & { readonly Body: Payload };

/** Stores an object; it is answered when the object would survive a power cut. */
export const putObject =
  (storage: Storage): Operation<Input, Omit<PutObjectCommandOutput, "$metadata">> =>
  async (input) => {
    const { Bucket: bucket = "", Key: key = "", Body } = input;
    requireBucket(storage.buckets, bucket);
    checkKey(key);
    const described = describedObject(input);
    const algorithm = requestedAlgorithm(input, Body);
    return storage.blobs.receive(Body, algorithm, async (blob) => {
      checkDigests(blob, algorithm, input, Body.trailers);
      const object: StoredObject = {
        bucket,
        key,
        size: blob.size,
        etag: blob.md5,
        lastModified: storage.clock.now(),
        ...described,
        ...(algorithm && blob.checksum
          ? { checksum: { algorithm, type: "FULL_OBJECT", value: blob.checksum } }
          : {}),
      };
      requireBucket(storage.buckets, bucket);
      const freed = storage.table.replace(object, [blob], writeGuard(key, input));
      await storage.blobs.remove(freed);
      return { ETag: quoted(blob.md5), ...checksumMembers(object.checksum) };
    });
  };
