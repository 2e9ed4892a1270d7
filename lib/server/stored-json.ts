import "server-only";
import type * as z from "zod/mini";
import { putText, readStart } from "@/lib/aws/s3-objects";
import type { Target } from "@/lib/aws/targets";
import type { S3Location } from "@/lib/domain/s3-uris";

/** A stored JSON object; null where it is absent, or written by something we cannot read. */
export async function readStoredJson<T extends z.ZodMiniType>(
  target: Target,
  at: S3Location,
  schema: T,
  mostBytes: number,
): Promise<z.output<T> | null> {
  const bytes = await readStart(target, at, mostBytes);
  if (!bytes) return null;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // Anyone may write into the bucket; the data itself still says what is needed.
    return null;
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

export const writeStoredJson = (target: Target, at: S3Location, value: unknown): Promise<void> =>
  putText(target, at, `${JSON.stringify(value, null, 1)}\n`, "application/json");
