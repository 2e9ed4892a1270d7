import type { UploadPartCopyCommandOutput, UploadPartCopyRequest } from "@aws-sdk/client-s3";
import { AwsError } from "../../../protocol/errors.ts";
import type { Operation } from "../../../protocol/operation.ts";
import type { StoredObject } from "../../../state/object-table.ts";
import type { Storage } from "../../../state/storage.ts";
import { copySource } from "../copy-source.ts";
import { checksumMember } from "../digests.ts";
import { quoted } from "../names.ts";
import { checkPartNumber, noSuchUpload, requireUpload } from "../require-upload.ts";

type Output = Pick<UploadPartCopyCommandOutput, "CopyPartResult">;

/** A part whose bytes come from an object that is there. */
export const uploadPartCopy =
  (storage: Storage): Operation<UploadPartCopyRequest, Output> =>
  async (input) => {
    const number = checkPartNumber(input.PartNumber);
    const upload = requireUpload(storage, input);
    const source = copySource(storage, input);
    const { start, end } = sourceRange(source, input.CopySourceRange);
    const bytes = storage.blobs.read(storage.table.segments(source.bucket, source.key), start, end);
    const algorithm = upload.checksum?.algorithm;
    return storage.blobs.receive(bytes, algorithm, async (blob) => {
      const { md5: etag, size, checksum } = blob;
      const lastModified = storage.clock.now();
      const part = { number, blob: blob.blob, size, etag, checksum, lastModified };
      const freed = storage.uploads.putPart(upload.id, part);
      if (!freed) throw noSuchUpload(upload.id);
      await storage.blobs.remove(freed);
      const CopyPartResult = {
        ETag: quoted(etag),
        LastModified: lastModified,
        ...checksumMember(algorithm, checksum),
      };
      return { CopyPartResult };
    });
  };

function sourceRange({ size }: StoredObject, range: string | undefined) {
  if (range === undefined) return { start: 0, end: size - 1 };
  const match = /^bytes=(\d+)-(\d+)$/.exec(range);
  const [start, end] = [Number(match?.[1]), Number(match?.[2])];
  if (match && start <= end && end < size) return { start, end };
  throw new AwsError(
    "InvalidArgument",
    `Range specified is not valid for source object of size: ${size}`,
    400,
    { ArgumentName: "x-amz-copy-source-range", ArgumentValue: range },
  );
}
