import * as z from "zod/mini";
import { readLocal, writeLocal } from "../local-json";
import type { Upload } from "./upload";

/** An upload that S3 may still hold parts of. */
export interface Unfinished {
  /** The dataset it belongs to. */
  readonly name: string;
  readonly uploadId: string;
}

const stored = z.object({ name: z.string(), uploadId: z.string() });

/** The same file chosen again has the same name, size and time. */
const keyOf = (target: string, { name, size, lastModified }: File): string =>
  `trainyard.upload.${target}.${lastModified}.${size}.${name}`;

/** What was begun with this file and left; null also where the browser keeps nothing. */
export const readUnfinished = (target: string, file: File): Unfinished | null =>
  stored.safeParse(readLocal(keyOf(target, file))).data ?? null;

/** Keeps how to go on with the file for as long as the upload is not over. */
export function keepWhileUnfinished(
  target: string,
  file: File,
  name: string,
  upload: Upload,
): void {
  const key = keyOf(target, file);
  let kept: string | null = null;
  upload.subscribe(() => {
    const { phase, uploadId } = upload.getState();
    const held = phase === "done" || phase === "cancelled" ? null : uploadId;
    if (held === kept) return;
    // Without storage an upload cannot go on after a reload; it is begun anew.
    writeLocal(key, held === null ? null : { name, uploadId: held });
    kept = held;
  });
}
