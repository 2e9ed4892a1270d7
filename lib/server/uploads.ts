import "server-only";
import { addCorsRule, ensureBucket } from "@/lib/aws/s3-buckets";
import { headObject } from "@/lib/aws/s3-objects";
import { partsExpireAt, presignPart } from "@/lib/aws/s3-presign";
import { abortMultipart, completeMultipart, listParts, startMultipart } from "@/lib/aws/s3-uploads";
import type { Target } from "@/lib/aws/targets";
import type {
  CompleteUploadBody,
  SignedParts,
  SignPartsBody,
  StartUploadBody,
  UploadedPart,
  UploadedParts,
  UploadRef,
  UploadTicket,
} from "@/lib/contracts/datasets";
import { AppError } from "@/lib/domain/app-error";
import { mapLimited } from "@/lib/domain/map-limited";
import type { S3Location } from "@/lib/domain/s3-uris";
import { partCountFor, partSizeFor } from "@/lib/domain/upload-parts";
import { datasetFileKey } from "@/lib/domain/workspace";
import { apiSentences } from "@/lib/words/api";
import { dataFiles, sampleOf } from "./dataset-files";
import { metaOf, writeMeta } from "./datasets";
import { bucketOf } from "./workspace";

const placeOf = async (target: Target, name: string, file: string): Promise<S3Location> => ({
  bucket: await bucketOf(target),
  key: datasetFileKey(name, file),
});

const gone = () =>
  new AppError("NotFound", { detail: apiSentences.uploadGone, fix: apiSentences.uploadAgain });

const contentTypeOf = (file: string): string =>
  file.endsWith(".gz") ? "application/gzip" : "text/csv";

/**
 * Begins an upload, or continues the one that is named when S3 still holds it.
 * @throws AppError AlreadyExists when the dataset has data already.
 */
export async function startUpload(target: Target, body: StartUploadBody): Promise<UploadTicket> {
  const { name, file, size } = body;
  const at = await placeOf(target, name, file);
  const ticket = { name, file, partSize: partSizeFor(size), partCount: partCountFor(size) };
  const held = body.uploadId ? await listParts(target, at, body.uploadId) : null;
  if (held && body.uploadId) return { ...ticket, uploadId: body.uploadId, uploaded: held };
  // Nobody has set the rules of a bucket that is made here; those of others are left to a click.
  if ((await ensureBucket(target, at.bucket)) === "created") await addCorsRule(target, at.bucket);
  const { files } = await dataFiles(target, at.bucket, name);
  if (files.length > 0) {
    throw new AppError("AlreadyExists", {
      detail: apiSentences.datasetExists(name),
      fix: apiSentences.pickAnotherName,
    });
  }
  const uploadId = await startMultipart(target, at, contentTypeOf(file));
  return { ...ticket, uploadId, uploaded: [] };
}

/** Addresses for parts, each bound to the hash of its bytes. */
export async function signParts(
  target: Target,
  name: string,
  { file, uploadId, parts }: SignPartsBody,
): Promise<SignedParts> {
  const at = await placeOf(target, name, file);
  const signed = await mapLimited(parts, 8, (part) => presignPart(target, at, uploadId, part));
  return { parts: signed, expiresAt: partsExpireAt() };
}

export async function uploadedParts(
  target: Target,
  name: string,
  { file, uploadId }: UploadRef,
): Promise<UploadedParts> {
  const parts = await listParts(target, await placeOf(target, name, file), uploadId);
  if (!parts) throw gone();
  return { parts };
}

/**
 * Joins what S3 holds, checks that it is all of the file, and writes the dataset's settings.
 * Sent again after it worked, it answers the same.
 */
export async function completeUpload(
  target: Target,
  name: string,
  { file, uploadId, size }: CompleteUploadBody,
): Promise<void> {
  const at = await placeOf(target, name, file);
  const parts = await listParts(target, at, uploadId);
  if (parts) {
    requireAll(parts, size);
    const made = await completeMultipart(target, at, uploadId, parts);
    await describe(target, name, { ...at, ...made, size });
  } else if ((await headObject(target, at))?.size !== size) {
    throw gone();
  }
}

function requireAll(parts: readonly UploadedPart[], size: number): void {
  const held = parts.reduce((sum, part) => sum + part.size, 0);
  if (held === size && parts.length === partCountFor(size)) return;
  throw new AppError("Conflict", {
    detail: apiSentences.partsMissing(held, size),
    fix: apiSentences.sendMissingParts,
  });
}

async function describe(
  target: Target,
  name: string,
  file: S3Location & {
    readonly etag: string;
    readonly size: number;
    readonly hash: string | null;
  },
): Promise<void> {
  const { bucket, size, hash } = file;
  const modifiedAt = new Date().toISOString();
  const result = await sampleOf(target, bucket, file, {});
  // What is no table keeps no settings; the dataset's page says why.
  if (!result.ok) return;
  const meta = metaOf(result.sample, modifiedAt);
  await writeMeta(target, bucket, name, { ...meta, hash, partSize: partSizeFor(size) });
}

export const abortUpload = async (target: Target, name: string, ref: UploadRef): Promise<void> =>
  abortMultipart(target, await placeOf(target, name, ref.file), ref.uploadId);
