import type { UploadPartCommandOutput, UploadPartRequest } from "@aws-sdk/client-s3";
import { AwsError } from "../../../protocol/errors.ts";
import type { Operation } from "../../../protocol/operation.ts";
import type { Payload } from "../../../protocol/payload.ts";
import type { Storage } from "../../../state/storage.ts";
import type { Upload } from "../../../state/uploads.ts";
import { checkDigests, checksumMember, requestedAlgorithm } from "../digests.ts";
import { quoted } from "../names.ts";
import { checkPartNumber, noSuchUpload, requireUpload } from "../require-upload.ts";

type Input = Omit<UploadPartRequest, "Body"> & { readonly Body: Payload };

/** Keeps one part; a second one of the same number takes its place. */
export const uploadPart =
  (storage: Storage): Operation<Input, Omit<UploadPartCommandOutput, "$metadata">> =>
  async (input) => {
    const { Body } = input;
    const number = checkPartNumber(input.PartNumber);
    const upload = requireUpload(storage, input);
    const given = requestedAlgorithm(input, Body);
    checkSameAlgorithm(upload, given);
    const algorithm = upload.checksum?.algorithm ?? given;
    return storage.blobs.receive(Body, algorithm, async (blob) => {
      checkDigests(blob, algorithm, input, Body.trailers);
      const { md5: etag, size, checksum } = blob;
      const lastModified = storage.clock.now();
      const part = { number, blob: blob.blob, size, etag, checksum, lastModified };
      const freed = storage.uploads.putPart(upload.id, part);
      if (!freed) throw noSuchUpload(upload.id);
      await storage.blobs.remove(freed);
      return { ETag: quoted(etag), ...checksumMember(algorithm, checksum) };
    });
  };

function checkSameAlgorithm({ checksum }: Upload, given: string | undefined): void {
  if (!checksum || given === undefined || checksum.algorithm === given) return;
  throw new AwsError(
    "InvalidRequest",
    `Checksum Type mismatch occurred, expected checksum Type: ${checksum.algorithm.toLowerCase()}, actual checksum Type: ${given.toLowerCase()}`,
  );
}
