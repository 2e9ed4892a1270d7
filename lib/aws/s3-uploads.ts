import "server-only";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
} from "@aws-sdk/client-s3";
import type { UploadedPart } from "@/lib/contracts/datasets";
import { mapLimited } from "@/lib/domain/map-limited";
import type { S3Location } from "@/lib/domain/s3-uris";
import { clientsFor } from "./clients";
import { absent } from "./outcomes";
import type { Target } from "./targets";

/** S3 takes at most 10,000 parts and lists 1,000 a page. */
const MAX_PAGES = 10;
const ABORTS_AT_ONCE = 8;

/** Begins a multipart upload whose hash is the composite SHA-256 of its parts. */
export async function startMultipart(target: Target, at: S3Location, contentType: string) {
  const { UploadId } = await clientsFor(target).s3.send(
    new CreateMultipartUploadCommand({
      Bucket: at.bucket,
      Key: at.key,
      ContentType: contentType,
      ChecksumAlgorithm: "SHA256",
      ChecksumType: "COMPOSITE",
    }),
  );
  if (!UploadId) throw new Error("S3 began an upload without naming it.");
  return UploadId;
}

/** Every part S3 holds, in order; null when it knows no such upload. */
export async function listParts(
  target: Target,
  at: S3Location,
  uploadId: string,
): Promise<UploadedPart[] | null> {
  const parts: UploadedPart[] = [];
  let marker: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await absent(
      clientsFor(target).s3.send(
        new ListPartsCommand({
          Bucket: at.bucket,
          Key: at.key,
          UploadId: uploadId,
          PartNumberMarker: marker,
        }),
      ),
    );
    if (!answer) return null;
    for (const part of answer.Parts ?? []) {
      parts.push({
        number: part.PartNumber ?? 0,
        size: part.Size ?? 0,
        etag: part.ETag ?? "",
        sha256: part.ChecksumSHA256 ?? null,
      });
    }
    if (!answer.IsTruncated) break;
    marker = answer.NextPartNumberMarker;
  }
  return parts;
}

/** Joins the parts. `hash` is the object's composite SHA-256, where S3 says it. */
export async function completeMultipart(
  target: Target,
  at: S3Location,
  uploadId: string,
  parts: readonly UploadedPart[],
): Promise<{ readonly etag: string; readonly hash: string | null }> {
  const answer = await clientsFor(target).s3.send(
    new CompleteMultipartUploadCommand({
      Bucket: at.bucket,
      Key: at.key,
      UploadId: uploadId,
      MultipartUpload: {
        Parts: parts.map(({ number, etag, sha256 }) => ({
          PartNumber: number,
          ETag: etag,
          ...(sha256 === null ? {} : { ChecksumSHA256: sha256 }),
        })),
      },
    }),
  );
  return { etag: answer.ETag ?? "", hash: answer.ChecksumSHA256 ?? null };
}

/**
 * Drops every unfinished upload under a prefix, at most a thousand a call: their parts are
 * invisible and cost as much as objects do. Returns whether there may be more.
 */
export async function abortUploads(
  target: Target,
  bucket: string,
  prefix: string,
): Promise<boolean> {
  const answer = await clientsFor(target).s3.send(
    new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix }),
  );
  await mapLimited(answer.Uploads ?? [], ABORTS_AT_ONCE, ({ Key: key = "", UploadId = "" }) =>
    abortMultipart(target, { bucket, key }, UploadId),
  );
  return answer.IsTruncated === true;
}

/** Drops the upload and what it holds; one that is gone already is no error. */
export async function abortMultipart(
  target: Target,
  at: S3Location,
  uploadId: string,
): Promise<void> {
  await absent(
    clientsFor(target).s3.send(
      new AbortMultipartUploadCommand({ Bucket: at.bucket, Key: at.key, UploadId: uploadId }),
    ),
  );
}
