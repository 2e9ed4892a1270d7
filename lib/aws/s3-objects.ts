import "server-only";
import type { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import type { S3Location } from "@/lib/domain/s3-uris";
import { clientsFor } from "./clients";
import { absent, unlessChanged } from "./outcomes";
import type { Target } from "./targets";

export interface ObjectEntry {
  readonly key: string;
  readonly size: number;
  /** ISO-8601 UTC. */
  readonly modifiedAt: string;
  readonly etag: string;
}

/** The object's size, time and ETag; null when there is none. */
export async function headObject(target: Target, at: S3Location): Promise<ObjectEntry | null> {
  const answer = await absent(
    clientsFor(target).s3.send(new HeadObjectCommand({ Bucket: at.bucket, Key: at.key })),
  );
  if (!answer) return null;
  return {
    key: at.key,
    size: answer.ContentLength ?? 0,
    modifiedAt: isoOf(answer.LastModified),
    etag: answer.ETag ?? "",
  };
}

const isoOf = (date: Date | undefined): string => (date ?? new Date(0)).toISOString();

export interface ObjectPage {
  readonly objects: readonly ObjectEntry[];
  /** Prefixes up to the delimiter, the listed prefix included. */
  readonly folders: readonly string[];
  readonly nextCursor: string | null;
}

/** One page of ListObjectsV2, at most 1,000 keys. */
export async function listObjects(
  target: Target,
  bucket: string,
  prefix: string,
  options: {
    readonly delimiter?: "/";
    readonly cursor?: string | undefined;
    readonly startAfter?: string | undefined;
    readonly limit?: number;
  } = {},
): Promise<ObjectPage> {
  const answer = await clientsFor(target).s3.send(
    new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      Delimiter: options.delimiter,
      ContinuationToken: options.cursor,
      StartAfter: options.startAfter,
      MaxKeys: options.limit ?? 1000,
    }),
  );
  return {
    objects: (answer.Contents ?? []).map((object) => ({
      key: object.Key ?? "",
      size: object.Size ?? 0,
      modifiedAt: isoOf(object.LastModified),
      etag: object.ETag ?? "",
    })),
    folders: (answer.CommonPrefixes ?? []).flatMap(({ Prefix }) => (Prefix ? [Prefix] : [])),
    nextCursor: answer.NextContinuationToken ?? null,
  };
}

/** The first `bytes` bytes of an object; null when there is no such object. */
export const readStart = (
  target: Target,
  at: S3Location,
  bytes: number,
): Promise<Uint8Array | null> => readRange(target, at, { start: 0, end: bytes });

/** Bytes `start` up to, not including, `end` of an object; null when there is no such object. */
export async function readRange(
  target: Target,
  at: S3Location,
  { start, end }: { readonly start: number; readonly end: number },
): Promise<Uint8Array | null> {
  const answer = await absent(
    clientsFor(target).s3.send(
      new GetObjectCommand({ Bucket: at.bucket, Key: at.key, Range: `bytes=${start}-${end - 1}` }),
    ),
  );
  return answer?.Body ? answer.Body.transformToByteArray() : null;
}

/** The object as a stream; null when there is none. The caller ends or destroys it. */
export async function openObject(target: Target, at: S3Location): Promise<Readable | null> {
  const answer = await absent(
    clientsFor(target).s3.send(new GetObjectCommand({ Bucket: at.bucket, Key: at.key })),
  );
  // In Node the body is a Readable; the SDK's type also covers browsers.
  return (answer?.Body as Readable | undefined) ?? null;
}

/**
 * A small object whole, with its ETag; null when there is no such object. Of one that has more than
 * `most` bytes there is the ETag alone.
 */
export async function readSmall(
  target: Target,
  at: S3Location,
  most: number,
): Promise<{ readonly bytes: Uint8Array | null; readonly etag: string } | null> {
  const answer = await absent(
    clientsFor(target).s3.send(new GetObjectCommand({ Bucket: at.bucket, Key: at.key })),
  );
  if (!answer?.Body) return null;
  const { Body: body, ContentLength: size = most + 1, ETag: etag = "" } = answer;
  if (size <= most) return { bytes: await body.transformToByteArray(), etag };
  // As in `openObject`; what is not read must be let go of, or its connection stays taken.
  (body as Readable).destroy();
  return { bytes: null, etag };
}

/**
 * Writes an object only if it still has the ETag, or with null only if there is none.
 * Returns its new ETag; null where it has changed meanwhile.
 */
export async function putUnlessChanged(
  target: Target,
  at: S3Location,
  text: string,
  { contentType, etag }: { readonly contentType: string; readonly etag: string | null },
): Promise<string | null> {
  const answer = await unlessChanged(
    clientsFor(target).s3.send(
      new PutObjectCommand({
        Bucket: at.bucket,
        Key: at.key,
        Body: text,
        ContentType: contentType,
        ...(etag === null ? { IfNoneMatch: "*" } : { IfMatch: etag }),
      }),
    ),
  );
  return answer === null ? null : (answer.ETag ?? "");
}

/** Deletes an object only if it still has the ETag. Returns whether it did. */
export async function deleteUnlessChanged(
  target: Target,
  at: S3Location,
  etag: string,
): Promise<boolean> {
  const answer = await unlessChanged(
    clientsFor(target).s3.send(
      new DeleteObjectCommand({ Bucket: at.bucket, Key: at.key, IfMatch: etag }),
    ),
  );
  return answer !== null;
}

export async function putText(
  target: Target,
  at: S3Location,
  text: string,
  contentType: string,
): Promise<void> {
  await clientsFor(target).s3.send(
    new PutObjectCommand({ Bucket: at.bucket, Key: at.key, Body: text, ContentType: contentType }),
  );
}

/** Deletes up to 1,000 objects in one call. @throws Error naming the first that S3 kept. */
export async function deleteObjects(
  target: Target,
  bucket: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  const { Errors } = await clientsFor(target).s3.send(
    new DeleteObjectsCommand({
      Bucket: bucket,
      Delete: { Objects: keys.map((Key) => ({ Key })), Quiet: true },
    }),
  );
  const [first] = Errors ?? [];
  if (first) throw new Error(`S3 did not delete ${first.Key}: ${first.Code} ${first.Message}`);
}
