import "server-only";
import type * as z from "zod/mini";
import { ensureBucket } from "@/lib/aws/s3-buckets";
import { deleteUnlessChanged, putText, putUnlessChanged, readSmall } from "@/lib/aws/s3-objects";
import type { Target } from "@/lib/aws/targets";
import { AppError } from "@/lib/domain/app-error";
import { type S3Location, s3Uri } from "@/lib/domain/s3-uris";
import { apiSentences } from "@/lib/words/api";

const CONTENT_TYPE = "application/json";
const textOf = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

/** Anyone may write into the bucket: null for what is no JSON of this form. */
function parsed<T extends z.ZodMiniType>(bytes: Uint8Array | null, schema: T): z.output<T> | null {
  if (bytes === null) return null;
  try {
    const result = schema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}

/** A stored JSON object; null where it is absent, or written by something we cannot read. */
export async function readStoredJson<T extends z.ZodMiniType>(
  target: Target,
  at: S3Location,
  schema: T,
  mostBytes: number,
): Promise<z.output<T> | null> {
  const stored = await readSmall(target, at, mostBytes);
  return stored && parsed(stored.bytes, schema);
}

export const writeStoredJson = (target: Target, at: S3Location, value: unknown): Promise<void> =>
  putText(target, at, textOf(value), CONTENT_TYPE);

/** JSON that several people may change: where it lies, and how it is read. */
export interface SharedJson<T> {
  readonly at: S3Location;
  readonly schema: z.ZodMiniType<T>;
  readonly mostBytes: number;
}

/**
 * What is stored with its ETag; null where nothing is.
 * @throws AppError Conflict where something lies there that Trainyard cannot read, so that it is
 *   neither shown as nothing nor written over.
 */
export async function readShared<T>(
  target: Target,
  { at, schema, mostBytes }: SharedJson<T>,
): Promise<{ readonly value: T; readonly etag: string } | null> {
  const stored = await readSmall(target, at, mostBytes);
  if (!stored) return null;
  const value = parsed(stored.bytes, schema);
  if (value !== null) return { value, etag: stored.etag };
  throw new AppError("Conflict", {
    detail: apiSentences.storedUnreadable(s3Uri(at)),
    fix: apiSentences.moveAway,
  });
}

/**
 * Writes where nothing has changed since `etag` was read, or with null where nothing is. Returns the
 * new ETag; null where somebody else wrote meanwhile.
 */
export async function writeShared(
  target: Target,
  at: S3Location,
  value: unknown,
  etag: string | null,
): Promise<string | null> {
  await ensureBucket(target, at.bucket);
  return putUnlessChanged(target, at, textOf(value), { contentType: CONTENT_TYPE, etag });
}

export const removeShared = deleteUnlessChanged;

/** Two who write at once meet once or twice; more is a fault. */
const MOST_TRIES = 5;

/**
 * Reads, changes and writes; where somebody else wrote in between, the change is made anew to
 * what they wrote, so that neither loses anything.
 * @throws AppError Conflict when others kept writing; what `change` throws.
 */
export async function changeShared<T>(
  target: Target,
  shared: SharedJson<T>,
  change: (value: T | null) => T,
): Promise<T> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const stored = await readShared(target, shared);
    const next = change(stored?.value ?? null);
    const written = await writeShared(target, shared.at, next, stored?.etag ?? null);
    if (written !== null) return next;
  }
  throw new AppError("Conflict", { detail: apiSentences.changedByOthers });
}
