import type {
  ListMultipartUploadsCommandOutput,
  ListMultipartUploadsRequest,
} from "@aws-sdk/client-s3";
import { AwsError } from "../../../protocol/errors.ts";
import type { Operation } from "../../../protocol/operation.ts";
import { requireBucket } from "../../../state/objects.ts";
import type { Storage } from "../../../state/storage.ts";
import { keyEncoder, pageSize } from "../names.ts";
import { owner } from "../owner.ts";

/** The last id of a key, so that a key marker alone skips all uploads of that key. */
const AFTER_EVERY_ID = "~";

export const listMultipartUploads =
  ({
    buckets,
    uploads,
  }: Pick<Storage, "buckets" | "uploads">): Operation<
    ListMultipartUploadsRequest,
    Omit<ListMultipartUploadsCommandOutput, "$metadata">
  > =>
  (input, { accountId }) => {
    const { Bucket = "", Prefix = "", KeyMarker = "", UploadIdMarker, EncodingType } = input;
    requireBucket(buckets, Bucket);
    if (input.Delimiter) {
      throw new AwsError(
        "NotImplemented",
        "ListMultipartUploads with a delimiter is not implemented by Trainyard.",
        501,
      );
    }
    const encode = keyEncoder(EncodingType);
    const limit = pageSize(input.MaxUploads, "max-uploads");
    const after = { key: KeyMarker, id: UploadIdMarker || AFTER_EVERY_ID };
    const found = uploads.list(Bucket, { prefix: Prefix, after, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    return {
      Bucket,
      KeyMarker: encode(KeyMarker),
      UploadIdMarker: UploadIdMarker ?? "",
      NextKeyMarker: last && encode(last.key),
      NextUploadIdMarker: last?.id,
      Prefix: encode(Prefix),
      MaxUploads: limit,
      IsTruncated: last !== undefined,
      EncodingType,
      Uploads: page.map((upload) => ({
        UploadId: upload.id,
        Key: encode(upload.key),
        Initiated: upload.initiatedAt,
        StorageClass: "STANDARD",
        Owner: owner(accountId),
        Initiator: owner(accountId),
        ChecksumAlgorithm: upload.checksum?.algorithm,
        ChecksumType: upload.checksum?.type,
      })),
    };
  };
