import type {
  CompletedPart,
  CompleteMultipartUploadCommandOutput,
  CompleteMultipartUploadRequest,
} from "@aws-sdk/client-s3";
import { AwsError } from "../../../protocol/errors.ts";
import type { Operation } from "../../../protocol/operation.ts";
import {
  type Checksum,
  compositeChecksum,
  createDigest,
  multipartEtag,
} from "../../../state/checksums.ts";
import type { StoredObject } from "../../../state/object-table.ts";
import type { Storage } from "../../../state/storage.ts";
import type { Upload, UploadPart } from "../../../state/uploads.ts";
import { writeGuard } from "../conditions.ts";
import { checksumMember, checksumMembers, type DigestRequest } from "../digests.ts";
import { quoted, unquoted } from "../names.ts";
import { noSuchUpload, requireUpload } from "../require-upload.ts";

/** S3's smallest part, for all but the last. */
const SMALLEST_PART = 5 * 1024 * 1024;
const MOST_PARTS = 10_000;

/**
 * Makes one object of the parts, which stay the files that they are. Clients whose answer was lost
 * ask again, and get the same answer as long as the object is there.
 */
export const completeMultipartUpload =
  (
    storage: Storage,
  ): Operation<
    CompleteMultipartUploadRequest,
    Omit<CompleteMultipartUploadCommandOutput, "$metadata">
  > =>
  async (input) => {
    const made = () => alreadyCompleted(storage, input);
    const object =
      made() ??
      (await complete(storage, input).catch((error: unknown) => {
        // The same request, sent twice, was the faster one.
        const other = made();
        if (other) return other;
        throw error;
      }));
    const { bucket, key, etag, checksum } = object;
    return {
      Location: `/${bucket}/${key}`,
      Bucket: bucket,
      Key: key,
      ETag: quoted(etag),
      ...checksumMembers(checksum),
    };
  };

async function complete(
  storage: Storage,
  input: CompleteMultipartUploadRequest,
): Promise<StoredObject> {
  const upload = requireUpload(storage, input);
  const present = storage.uploads.parts(upload.id, 0, MOST_PARTS);
  const parts = chosenParts(present, input.MultipartUpload?.Parts ?? [], upload);
  const checksum = await checksumOf(storage, upload, parts);
  checkPromise(checksum, input);
  const object: StoredObject = {
    bucket: upload.bucket,
    key: upload.key,
    size: parts.reduce((sum, { size }) => sum + size, 0),
    etag: multipartEtag(parts.map(({ etag }) => etag)),
    lastModified: storage.clock.now(),
    contentType: upload.contentType,
    metadata: upload.metadata,
    headers: upload.headers,
    parts: parts.map(({ number, size, checksum: value }) => ({ number, size, checksum: value })),
    checksum,
    uploadId: upload.id,
  };
  checkSize(object, input.MpuObjectSize);
  const guard = writeGuard(upload.key, input);
  const freed = storage.table.replace(
    object,
    parts.map(({ blob, size }) => ({ blob, size })),
    (replaced) => {
      // The checksum may have taken a while, in which the upload can have been aborted.
      if (!storage.uploads.get(upload.id)) throw noSuchUpload(upload.id);
      guard(replaced);
    },
    () => storage.uploads.forget(upload.id),
  );
  const unused = present.filter((part) => !parts.includes(part)).map(({ blob }) => blob);
  await storage.blobs.remove([...freed, ...unused]);
  return object;
}

/** The object that this very request has made before. */
function alreadyCompleted(
  { table }: Pick<Storage, "table">,
  { Bucket = "", Key = "", UploadId, MultipartUpload }: CompleteMultipartUploadRequest,
): StoredObject | undefined {
  const object = table.get(Bucket, Key);
  if (UploadId === undefined || object?.uploadId !== UploadId) return undefined;
  const etags = (MultipartUpload?.Parts ?? []).map(({ ETag = "" }) => unquoted(ETag));
  const isMd5 = (etag: string) => /^[0-9a-f]{32}$/.test(etag);
  return etags.every(isMd5) && multipartEtag(etags) === object.etag ? object : undefined;
}

/** The stored parts in the order of the request, which must name them as they were answered. */
function chosenParts(
  present: readonly UploadPart[],
  wanted: readonly CompletedPart[],
  upload: Upload,
): readonly UploadPart[] {
  if (wanted.length === 0) {
    throw new AwsError(
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
    );
  }
  const byNumber = new Map(present.map((part) => [part.number, part]));
  const parts = wanted.map((part) => {
    const found = byNumber.get(part.PartNumber ?? 0);
    if (found && isSamePart(found, part, upload)) return found;
    throw new AwsError(
      "InvalidPart",
      "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      400,
      { UploadId: upload.id, PartNumber: part.PartNumber ?? "", ETag: part.ETag ?? "" },
    );
  });
  checkOrderAndSizes(parts);
  return parts;
}

function isSamePart(found: UploadPart, wanted: CompletedPart, { checksum }: Upload): boolean {
  const [member] = Object.keys(checksumMember(checksum?.algorithm, "")) as (keyof CompletedPart)[];
  const promised = member && wanted[member];
  return (
    unquoted(wanted.ETag ?? "") === found.etag &&
    (promised === undefined || promised === found.checksum)
  );
}

function checkOrderAndSizes(parts: readonly UploadPart[]): void {
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1];
    if (next && next.number <= part.number) {
      throw new AwsError(
        "InvalidPartOrder",
        "The list of parts was not in ascending order. Parts must be ordered by part number.",
      );
    }
    if (next && part.size < SMALLEST_PART) {
      throw new AwsError(
        "EntityTooSmall",
        "Your proposed upload is smaller than the minimum allowed size",
        400,
        { ProposedSize: part.size, MinSizeAllowed: SMALLEST_PART, PartNumber: part.number },
      );
    }
  }
}

async function checksumOf(
  { blobs }: Pick<Storage, "blobs">,
  { checksum }: Upload,
  parts: readonly UploadPart[],
): Promise<Checksum | undefined> {
  if (!checksum) return undefined;
  const { algorithm, type } = checksum;
  if (type === "COMPOSITE") {
    return compositeChecksum(
      algorithm,
      parts.map((part) => part.checksum ?? ""),
    );
  }
  const digest = createDigest(algorithm);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  for await (const chunk of blobs.read(parts, 0, size - 1)) digest.update(chunk as Buffer);
  return { algorithm, type, value: digest.digest().toString("base64") };
}

function checkPromise(checksum: Checksum | undefined, request: DigestRequest): void {
  const [member] = Object.keys(checksumMember(checksum?.algorithm, "")) as (keyof DigestRequest)[];
  const promised = member && request[member];
  // Clients may leave out the number of parts.
  if (
    promised === undefined ||
    checksum?.value.replace(/-\d+$/, "") === promised.replace(/-\d+$/, "")
  ) {
    return;
  }
  throw new AwsError(
    "BadDigest",
    `The ${checksum?.algorithm} you specified did not match the calculated checksum.`,
  );
}

function checkSize({ size }: StoredObject, promised: number | undefined): void {
  if (promised === undefined || promised === size) return;
  throw new AwsError(
    "InvalidRequest",
    `The provided 'x-amz-mp-object-size' header value ${promised} does not match what was computed: ${size}`,
  );
}
