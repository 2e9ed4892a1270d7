import type { ListPartsCommandOutput, ListPartsRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../../protocol/operation.ts";
import type { Storage } from "../../../state/storage.ts";
import { checksumMember } from "../digests.ts";
import { pageSize, quoted } from "../names.ts";
import { owner } from "../owner.ts";
import { requireUpload } from "../require-upload.ts";

export const listParts =
  (
    storage: Pick<Storage, "buckets" | "uploads">,
  ): Operation<ListPartsRequest, Omit<ListPartsCommandOutput, "$metadata">> =>
  (input, { accountId }) => {
    const upload = requireUpload(storage, input);
    const limit = pageSize(input.MaxParts, "max-parts");
    const marker = Number(input.PartNumberMarker ?? "0") || 0;
    const found = storage.uploads.parts(upload.id, marker, limit + 1);
    const page = found.slice(0, limit);
    return {
      Bucket: upload.bucket,
      Key: upload.key,
      UploadId: upload.id,
      PartNumberMarker: String(marker),
      NextPartNumberMarker: String(page.at(-1)?.number ?? marker),
      MaxParts: limit,
      IsTruncated: found.length > limit,
      Parts: page.map((part) => ({
        PartNumber: part.number,
        LastModified: part.lastModified,
        ETag: quoted(part.etag),
        Size: part.size,
        ...checksumMember(upload.checksum?.algorithm, part.checksum),
      })),
      Initiator: owner(accountId),
      Owner: owner(accountId),
      StorageClass: "STANDARD",
      ChecksumAlgorithm: upload.checksum?.algorithm,
      ChecksumType: upload.checksum?.type,
    };
  };
