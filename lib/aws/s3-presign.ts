import "server-only";
import { GetObjectCommand, PutObjectCommand, UploadPartCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { SignedUrl } from "@/lib/contracts/common";
import type { S3Location } from "@/lib/domain/s3-uris";
import { clientsFor } from "./clients";
import type { Target } from "./targets";

/** Long enough for one part on a slow line, short enough to be worthless in a log. */
const EXPIRES_SECONDS = 15 * 60;

const expiresAt = (): string => new Date(Date.now() + EXPIRES_SECONDS * 1000).toISOString();

const SHA256_HEADER = "x-amz-checksum-sha256";

export interface SignedPart {
  readonly number: number;
  readonly url: string;
  /** To be sent as they are: they are part of the signature. */
  readonly headers: Record<string, string>;
}

/** An address to PUT one part to; S3 refuses a body whose SHA-256 (base64) is another. */
export async function presignPart(
  target: Target,
  at: S3Location,
  uploadId: string,
  part: { readonly number: number; readonly sha256: string },
): Promise<SignedPart> {
  const command = new UploadPartCommand({
    Bucket: at.bucket,
    Key: at.key,
    UploadId: uploadId,
    PartNumber: part.number,
    ChecksumSHA256: part.sha256,
  });
  const url = await getSignedUrl(clientsFor(target).presigner, command, {
    expiresIn: EXPIRES_SECONDS,
    unhoistableHeaders: new Set([SHA256_HEADER]),
  });
  return { number: part.number, url, headers: { [SHA256_HEADER]: part.sha256 } };
}

export const partsExpireAt = expiresAt;

/** An address the browser may download from, under the given file name. */
export async function presignDownload(
  target: Target,
  at: S3Location,
  fileName: string,
): Promise<SignedUrl> {
  const command = new GetObjectCommand({
    Bucket: at.bucket,
    Key: at.key,
    ResponseContentDisposition: `attachment; filename="${fileName.replace(/[^\w.-]/g, "_")}"`,
  });
  const url = await getSignedUrl(clientsFor(target).presigner, command, {
    expiresIn: EXPIRES_SECONDS,
  });
  return { url, expiresAt: expiresAt() };
}

/** An address the browser may PUT one object to (at most 5 GiB). */
export async function presignPut(target: Target, at: S3Location): Promise<SignedUrl> {
  const url = await getSignedUrl(
    clientsFor(target).presigner,
    new PutObjectCommand({ Bucket: at.bucket, Key: at.key }),
    { expiresIn: EXPIRES_SECONDS },
  );
  return { url, expiresAt: expiresAt() };
}
